package org.lighterage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * How a message is sent. Immutable: each method returns a changed copy.
 *
 * <pre>{@code session.send(path, SendOptions.create().metadata("name", "report.pdf").onProgress(bar::update));}</pre>
 */
public final class SendOptions {

    private static final SendOptions DEFAULTS = new SendOptions(Map.of(), bytes -> {}, false);

    private final Map<String, String> metadata;
    private final LongConsumer onProgress;
    private final boolean text;

    private SendOptions(Map<String, String> metadata, LongConsumer onProgress, boolean text) {
        this.metadata = metadata;
        this.onProgress = onProgress;
        this.text = text;
    }

    /** No metadata, no listener, binary where the source does not say. */
    public static SendOptions create() {
        return DEFAULTS;
    }

    /**
     * Sends a key and a value along with the message. Keys differ; all metadata of a message together takes at most 512
     * bytes as encoded. Not seen by peers that do not speak Lighterage.
     */
    public SendOptions metadata(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new SendOptions(Collections.unmodifiableMap(more), onProgress, text);
    }

    /**
     * Tells a listener the bytes acknowledged so far, each time they have grown. It is called on a thread of the
     * transport, by one thread at a time, and must not block.
     */
    public SendOptions onProgress(LongConsumer listener) {
        return new SendOptions(metadata, Objects.requireNonNull(listener, "listener"), text);
    }

    /** Sends a file or an input stream, whose bytes must be UTF-8, as a text message. */
    public SendOptions asText() {
        return new SendOptions(metadata, onProgress, true);
    }

    /** What is sent along, in the order in which it was given. */
    public Map<String, String> getMetadata() {
        return metadata;
    }

    /** The progress listener; never null. */
    public LongConsumer getOnProgress() {
        return onProgress;
    }

    /** Whether a file or an input stream is sent as text. */
    public boolean isText() {
        return text;
    }
}
