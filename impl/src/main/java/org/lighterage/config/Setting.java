package org.lighterage.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value as it was written, and where.
 *
 * @param origin the place and the key, as an error names them
 * @param value never blank
 */
record Setting(String origin, String value) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Integer> SIZE_SHIFTS =
            Map.of("", 0, "B", 0, "KIB", 10, "MIB", 20, "GIB", 30, "TIB", 40);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");

    /** A size in bytes, as 65535, 32KiB, 1MiB, 1GiB. */
    long toBytes(long least, long most) {
        Matcher matcher = SIZE.matcher(value);
        Integer shift = matcher.matches() ? SIZE_SHIFTS.get(matcher.group(2).toUpperCase(Locale.ROOT)) : null;
        if (shift == null) {
            throw new ConfigurationException(101, this + " is not a size; write it as 65535, 32KiB, 1MiB or 1GiB");
        }
        long number = Long.parseLong(matcher.group(1));
        long bytes = number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
        if (bytes < least || bytes > most) {
            throw new ConfigurationException(
                    102, this + " is out of range; it takes " + least + " to " + most + " bytes");
        }
        return bytes;
    }

    int toInt(int least, int most) {
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(103, this + " is not a whole number");
        }
        if (number < least || number > most) {
            throw new ConfigurationException(104, this + " is out of range; it takes " + least + " to " + most);
        }
        return number;
    }

    /** As {@link #toDuration}, or zero, as 0 or 0s. */
    Duration toDurationOrZero() {
        return value.equals("0") || parseDuration().isZero() ? Duration.ZERO : toDuration();
    }

    /** A duration above zero, as 30s, 500ms, 5m or in ISO-8601. */
    Duration toDuration() {
        Duration duration = parseDuration();
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofDays(365)) > 0) {
            throw new ConfigurationException(106, this + " is out of range; it takes 1ms to 365 days");
        }
        return duration;
    }

    private Duration parseDuration() {
        Matcher matcher = DURATION.matcher(value);
        Duration duration;
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        } else {
            try {
                duration = Duration.parse(value);
            } catch (DateTimeParseException e) {
                throw new ConfigurationException(105, this + " is not a duration; write it as 30s, 500ms or PT30S");
            }
        }
        return duration;
    }

    /** One of two words; true for the second. */
    boolean isSecondOf(String first, String second) {
        if (value.equalsIgnoreCase(first) || value.equalsIgnoreCase(second)) {
            return value.equalsIgnoreCase(second);
        }
        throw new ConfigurationException(107, this + " is neither " + first + " nor " + second);
    }

    /** A directory that is there and can be written to, or can be made. */
    Path toDirectory() {
        Path directory;
        try {
            directory = Path.of(value);
        } catch (InvalidPathException e) {
            throw noDirectory(e.getReason());
        }
        Path existing = directory.toAbsolutePath();
        // Up to a root, which may be that of a drive that is not there.
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw noDirectory(existing + " is no directory, or not to be written to");
        }
        return directory;
    }

    private ConfigurationException noDirectory(String reason) {
        return new ConfigurationException(110, this + " is no directory in which files can be made: " + reason);
    }

    @Override
    public String toString() {
        return origin + " = \"" + value + "\"";
    }
}
