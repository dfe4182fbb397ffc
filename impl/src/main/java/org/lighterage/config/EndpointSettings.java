package org.lighterage.config;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lighterage.wire.WireFormat;

/**
 * The settings of the sessions of one endpoint; README.md describes each under the same name.
 *
 * @param chunkSize bytes
 * @param maxMessageSize bytes
 * @param memoryThreshold bytes
 * @param window bytes
 * @param sendQueue bytes
 * @param interleaved whether short messages may overtake long ones
 * @param streaming whether stream forms get messages from their first frame on
 */
public record EndpointSettings(
        int chunkSize,
        long maxMessageSize,
        long memoryThreshold,
        long window,
        long sendQueue,
        int maxConcurrent,
        boolean interleaved,
        boolean streaming,
        Duration handshakeTimeout,
        Duration receiveTimeout,
        Duration sendTimeout) {

    private static final long MIB = 1 << 20;

    /** What holds where nothing is configured. */
    public static final EndpointSettings DEFAULTS = new EndpointSettings(
            32_000,
            64 * MIB,
            MIB,
            MIB,
            64 * MIB,
            8,
            false,
            false,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    /**
     * Reads the settings of an endpoint.
     *
     * @param endpoint its name in properties
     * @param annotated what its annotation gives for a key, empty or null where it gives nothing
     * @throws ConfigurationException naming key, value and rule
     */
    public static EndpointSettings read(Configuration configuration, String endpoint, UnaryOperator<String> annotated) {
        Reader reader = new Reader(configuration, endpoint, annotated);
        EndpointSettings settings = new EndpointSettings(
                (int) reader.bytes("chunk-size", DEFAULTS.chunkSize, WireFormat.LEAST_MAX_FRAME, MIB),
                reader.bytes("max-message-size", DEFAULTS.maxMessageSize, 1, WireFormat.MAX_VARINT),
                reader.bytes("memory-threshold", DEFAULTS.memoryThreshold, 0, Integer.MAX_VALUE / 2),
                reader.bytes("window", DEFAULTS.window, WireFormat.LEAST_WINDOW_OF_SERVER, 1024 * MIB),
                reader.bytes("send-queue", DEFAULTS.sendQueue, 1, WireFormat.MAX_VARINT),
                reader.get("max-concurrent", DEFAULTS.maxConcurrent, setting -> setting.toInt(1, 1024)),
                reader.get("ordering", DEFAULTS.interleaved, setting -> setting.isSecondOf("strict", "interleaved")),
                reader.get("streaming", DEFAULTS.streaming, setting -> setting.isSecondOf("false", "true")),
                reader.get("handshake-timeout", DEFAULTS.handshakeTimeout, Setting::toDuration),
                reader.get("receive-timeout", DEFAULTS.receiveTimeout, Setting::toDuration),
                reader.get("send-timeout", DEFAULTS.sendTimeout, Setting::toDuration));
        if (settings.chunkSize > settings.window) {
            throw new ConfigurationException(
                    108,
                    "chunk-size of " + settings.chunkSize + " bytes and window of " + settings.window
                            + " bytes contradict at endpoint " + endpoint + "; a window holds at least one frame");
        }
        return settings;
    }

    private record Reader(Configuration configuration, String endpoint, UnaryOperator<String> annotated) {

        <T> T get(String key, T fallback, Function<Setting, T> parse) {
            Setting setting = configuration.find(endpoint, key, annotated.apply(key));
            return setting == null ? fallback : parse.apply(setting);
        }

        long bytes(String key, long fallback, long least, long most) {
            return get(key, fallback, setting -> setting.toBytes(least, most));
        }
    }
}
