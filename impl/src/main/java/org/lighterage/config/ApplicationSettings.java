package org.lighterage.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The settings that all endpoints of an application share; README.md describes each under the same name.
 *
 * @param totalMemory bytes of incoming messages in memory
 * @param totalDisk bytes of incoming messages in spill files
 * @param spillDirectory where spill files are made
 * @param maxThreads threads for callbacks and long sends
 * @param resumeSessions sessions that wait for their clients at once
 * @param resumeSessionsPerPrincipal the same of one authenticated user
 * @param resumeMemory bytes that these hold in memory for their clients
 */
public record ApplicationSettings(
        long totalMemory,
        long totalDisk,
        Path spillDirectory,
        int maxThreads,
        int resumeSessions,
        int resumeSessionsPerPrincipal,
        long resumeMemory) {

    private static final int DEFAULT_RESUME_SESSIONS = 1000;
    private static final int DEFAULT_RESUME_SESSIONS_PER_PRINCIPAL = 100;
    private static final long DEFAULT_RESUME_MEMORY = 64L << 20;

    private static final long DEFAULT_TOTAL_DISK = 10L << 30;
    private static final int DEFAULT_MAX_THREADS = 200;

    /**
     * Reads the settings of an application.
     *
     * @param temporaryDirectory where spill files are made unless configured otherwise
     * @throws ConfigurationException naming key, value and rule
     */
    public static ApplicationSettings read(Configuration configuration, Path temporaryDirectory) {
        Path spillDirectory = get(configuration, "spill-directory", temporaryDirectory, Setting::toDirectory);
        return new ApplicationSettings(
                get(
                        configuration,
                        "total-memory",
                        Runtime.getRuntime().maxMemory() / 4,
                        s -> s.toBytes(0, Long.MAX_VALUE)),
                get(configuration, "total-disk", freeDisk(spillDirectory), s -> s.toBytes(0, Long.MAX_VALUE)),
                spillDirectory,
                get(configuration, "max-threads", DEFAULT_MAX_THREADS, s -> s.toInt(1, 10_000)),
                get(configuration, "resume-sessions", DEFAULT_RESUME_SESSIONS, s -> s.toInt(1, 1_000_000)),
                get(
                        configuration,
                        "resume-sessions-per-principal",
                        DEFAULT_RESUME_SESSIONS_PER_PRINCIPAL,
                        s -> s.toInt(1, 1_000_000)),
                get(configuration, "resume-memory", DEFAULT_RESUME_MEMORY, s -> s.toBytes(0, Long.MAX_VALUE)));
    }

    private static <T> T get(Configuration configuration, String key, T fallback, Function<Setting, T> parse) {
        Setting setting = configuration.find(key);
        return setting == null ? fallback : parse.apply(setting);
    }

    /** 10 GiB, or less where less is free. */
    private static long freeDisk(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null
                    ? DEFAULT_TOTAL_DISK
                    : Math.min(DEFAULT_TOTAL_DISK, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return DEFAULT_TOTAL_DISK;
        }
    }
}
