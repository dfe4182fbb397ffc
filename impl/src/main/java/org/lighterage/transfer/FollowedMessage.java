package org.lighterage.transfer;

import java.io.IOException;
import java.util.Map;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.buffer.MessageBuffer;

/** A message that was or is being reassembled, and may be read meanwhile. */
abstract class FollowedMessage extends RetainedMessage {

    private final Map<String, String> metadata;
    private final ArrivingContent content;
    private volatile boolean taken;

    FollowedMessage(Map<String, String> metadata, ArrivingContent content, Runnable onRelease) {
        super(onRelease);
        this.metadata = metadata;
        this.content = content;
    }

    /** The message for the application, which it releases; once all has come, or before to be read. */
    static FollowedMessage of(ArrivingContent content, Map<String, String> metadata, Runnable onRelease) {
        return content instanceof IncomingText text
                ? text.message(metadata, onRelease)
                : new BufferedMessage(false, metadata, (MessageBuffer) content, onRelease);
    }

    /** The application has taken it. */
    final void take() {
        taken = true;
    }

    /** Whether the application has taken it, and holds it still. */
    final boolean isWithApplication() {
        return taken && isHeld();
    }

    @Override
    public final boolean isWhole() {
        return content.isComplete();
    }

    @Override
    public final boolean awaitWhole() throws IOException {
        return content.awaitComplete();
    }

    @Override
    public final long length() {
        return content.length();
    }

    @Override
    public final Map<String, String> metadata() {
        return metadata;
    }

    @Override
    final void free() {
        content.release();
    }
}
