package org.lighterage.config;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lighterage.LargeMessages;
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
 * @param resume how long a session whose connection is lost waits for its client, or a client tries to come back; zero for
 *     not at all
 * @param keepalive how long a connection may be idle before it is pinged; zero for ever
 * @param boundedByBuffers whether what an application sets as its session's buffer sizes bounds messages of plain peers
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
        boolean boundedByBuffers,
        Duration handshakeTimeout,
        Duration receiveTimeout,
        Duration sendTimeout,
        Duration progressInterval,
        Duration resume,
        Duration keepalive) {

    private static final long MIB = 1 << 20;

    /** What holds where nothing is configured. */
    public static final EndpointSettings DEFAULTS = new EndpointSettings(
            32_000,
            64 * MIB,
            MIB,
            16 * MIB,
            64 * MIB,
            8,
            false,
            false,
            false,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(250),
            Duration.ZERO,
            Duration.ofSeconds(20));

    /** The same for a client, which comes back as long as its server waits for it, and at most so long. */
    public static final EndpointSettings DEFAULTS_OF_CLIENT = DEFAULTS.withResume(Duration.ofHours(1));

    /**
     * Reads the settings of a client.
     *
     * @param client its name in properties
     * @param given what it was given for a key, empty or null where it was given nothing
     * @throws ConfigurationException naming key, value and rule
     */
    public static EndpointSettings readOfClient(
            Configuration configuration, String client, UnaryOperator<String> given) {
        return new Reader(key -> configuration.find(client, key, given.apply(key)))
                .read(client, DEFAULTS_OF_CLIENT, false);
    }

    private EndpointSettings withResume(Duration otherResume) {
        return new EndpointSettings(
                chunkSize,
                maxMessageSize,
                memoryThreshold,
                window,
                sendQueue,
                maxConcurrent,
                interleaved,
                streaming,
                boundedByBuffers,
                handshakeTimeout,
                receiveTimeout,
                sendTimeout,
                progressInterval,
                otherResume,
                keepalive);
    }

    /**
     * Reads the settings of an endpoint class, as {@link #readOfClient}.
     *
     * @param annotation null where it has none; then the application knows nothing of the library, and has its messages
     *     bounded as the container would
     */
    public static EndpointSettings read(Configuration configuration, Class<?> type, LargeMessages annotation) {
        String name = nameOf(type, annotation);
        UnaryOperator<String> annotated = attributes(annotation);
        return new Reader(key -> configuration.find(name, key, annotated.apply(key)))
                .read(name, DEFAULTS, annotation == null);
    }

    /** What properties and the annotation say of one endpoint class only; the rest is as here. */
    public EndpointSettings with(Configuration configuration, Class<?> type, LargeMessages annotation) {
        String name = nameOf(type, annotation);
        UnaryOperator<String> annotated = attributes(annotation);
        return new Reader(key -> configuration.findOwn(name, key, annotated.apply(key)))
                .read(name, this, boundedByBuffers);
    }

    private static String nameOf(Class<?> type, LargeMessages annotation) {
        return annotation == null || annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
    }

    /** The annotation's attributes by the names that they have as properties. */
    private static UnaryOperator<String> attributes(LargeMessages annotation) {
        if (annotation == null) {
            return key -> null;
        }
        return key -> switch (key) {
            case "max-message-size" -> annotation.maxMessageSize();
            case "chunk-size" -> annotation.chunkSize();
            case "memory-threshold" -> annotation.memoryThreshold();
            case "window" -> annotation.window();
            case "send-queue" -> annotation.sendQueue();
            case "max-concurrent" -> annotation.maxConcurrent();
            case "ordering" -> annotation.ordering();
            case "streaming" -> annotation.streaming() ? "true" : "";
            case "receive-timeout" -> annotation.receiveTimeout();
            case "send-timeout" -> annotation.sendTimeout();
            case "progress-interval" -> annotation.progressInterval();
            case "resume" -> annotation.resume();
            case "keepalive" -> annotation.keepalive();
            default -> null;
        };
    }

    /** @param settings gives the setting of a key, or null */
    private record Reader(Function<String, Setting> settings) {

        EndpointSettings read(String endpoint, EndpointSettings base, boolean boundedByBuffers) {
            EndpointSettings read = new EndpointSettings(
                    (int) bytes("chunk-size", base.chunkSize, WireFormat.LEAST_MAX_FRAME, MIB),
                    bytes("max-message-size", base.maxMessageSize, 1, WireFormat.MAX_VARINT),
                    bytes("memory-threshold", base.memoryThreshold, 0, Integer.MAX_VALUE / 2),
                    bytes("window", base.window, WireFormat.LEAST_WINDOW_OF_SERVER, 1024 * MIB),
                    bytes("send-queue", base.sendQueue, 1, WireFormat.MAX_VARINT),
                    get("max-concurrent", base.maxConcurrent, setting -> setting.toInt(1, 1024)),
                    get("ordering", base.interleaved, setting -> setting.isSecondOf("strict", "interleaved")),
                    get("streaming", base.streaming, setting -> setting.isSecondOf("false", "true")),
                    boundedByBuffers,
                    get("handshake-timeout", base.handshakeTimeout, Setting::toDuration),
                    get("receive-timeout", base.receiveTimeout, Setting::toDuration),
                    get("send-timeout", base.sendTimeout, Setting::toDuration),
                    get("progress-interval", base.progressInterval, Setting::toDuration),
                    get("resume", base.resume, Setting::toDurationOrZero),
                    get("keepalive", base.keepalive, Setting::toDurationOrZero));
            if (read.chunkSize > read.window) {
                throw new ConfigurationException(
                        108,
                        "chunk-size of " + read.chunkSize + " bytes and window of " + read.window
                                + " bytes contradict at endpoint " + endpoint + "; a window holds at least one frame");
            }
            return read;
        }

        <T> T get(String key, T fallback, Function<Setting, T> parse) {
            Setting setting = settings.apply(key);
            return setting == null ? fallback : parse.apply(setting);
        }

        long bytes(String key, long fallback, long least, long most) {
            return get(key, fallback, setting -> setting.toBytes(least, most));
        }
    }
}
