package org.lighterage.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which endpoint classes of an application are taken over: the setting {@code endpoints}, described in README.md.
 * Immutable.
 */
@FunctionalInterface
public interface EndpointSelection {

    /** Of a path that endpoints may have, or of a class name, each with * for any number of characters. */
    Pattern PATTERN = Pattern.compile("/[^\\s,]*|[\\p{L}\\p{N}_$.*]+");

    /**
     * Whether an endpoint class is taken over.
     *
     * @param path as the class declares it, with its variables in braces
     * @param annotated whether the class has {@code @LargeMessages}
     */
    boolean selects(Class<?> type, String path, boolean annotated);

    /**
     * Reads the setting of an application.
     *
     * @throws ConfigurationException naming key, value and rule
     */
    static EndpointSelection read(Configuration configuration) {
        Setting setting = configuration.find("endpoints");
        if (setting == null) {
            return (type, path, annotated) -> annotated;
        }
        return switch (setting.value()) {
            case "annotated" -> (type, path, annotated) -> annotated;
            case "all" -> (type, path, annotated) -> true;
            case "none" -> (type, path, annotated) -> false;
            default -> anyOf(Arrays.stream(setting.value().split(","))
                    .map(pattern -> matching(pattern.strip(), setting))
                    .toList());
        };
    }

    private static EndpointSelection anyOf(List<EndpointSelection> selections) {
        return (type, path, annotated) ->
                selections.stream().anyMatch(selection -> selection.selects(type, path, annotated));
    }

    private static EndpointSelection matching(String pattern, Setting setting) {
        if (!PATTERN.matcher(pattern).matches()
                || List.of("annotated", "all", "none").contains(pattern)) {
            throw new ConfigurationException(
                    109,
                    setting + " does not say which endpoints: \"" + pattern
                            + "\" is neither a path, as /documents/*, nor"
                            + " the name of a class, as com.example.*; annotated, all and none stand alone");
        }
        Pattern regex = Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        if (pattern.startsWith("/")) {
            return (type, path, annotated) -> regex.matcher(path).matches();
        }
        return (type, path, annotated) -> regex.matcher(type.getName()).matches();
    }
}
