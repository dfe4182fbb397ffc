package org.lighterage.session;

import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.transfer.Buffers;
import org.lighterage.transfer.Role;

/**
 * The buffers of a session: those of the application, as the endpoint is configured.
 *
 * @param decodesStreams whether texts that are read while they come are decoded by the thread that brings them
 */
record SessionBuffers(Resources resources, Deliveries deliveries, boolean decodesStreams) implements Buffers {

    /**
     * With a Lighterage peer. The thread that brings a server's messages has enough to do: most containers unmask each byte in it,
     * which takes longer than to decode. Readers have a thread of their own.
     */
    static SessionBuffers ofFrames(Resources resources, Deliveries deliveries, Role role) {
        return new SessionBuffers(resources, deliveries, role == Role.CLIENT);
    }

    /** With a plain peer, whose texts the container has decoded. */
    static SessionBuffers ofPieces(Resources resources, Deliveries deliveries) {
        return new SessionBuffers(resources, deliveries, true);
    }

    @Override
    public MessageBuffer newBuffer(boolean text, long length) {
        return resources.newBuffer(deliveries.memoryThreshold(), deliveries.takesWhole(text) ? length : -1);
    }

    /** Shorter ones are decoded in no time. What streams take of a text is its characters. */
    @Override
    public boolean decodesText(long length) {
        return (length < 0 || length > deliveries.memoryThreshold())
                && (deliveries.takesWhole(true) || decodesStreams && deliveries.isStreaming(true));
    }

    @Override
    public BufferBudget budget() {
        return resources.budget();
    }
}
