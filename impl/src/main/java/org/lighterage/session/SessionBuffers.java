package org.lighterage.session;

import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Buffers;

/** The buffers of a session: those of the application, as the endpoint is configured. */
record SessionBuffers(Resources resources, EndpointSettings settings, Deliveries deliveries) implements Buffers {

    @Override
    public MessageBuffer newBuffer(boolean text, long length) {
        return resources.newBuffer(settings.memoryThreshold(), deliveries.takesWhole(text) ? length : -1);
    }

    /** Shorter ones are decoded in no time. What streams take of a text is its characters. */
    @Override
    public boolean decodesText(long length) {
        return (length < 0 || length > settings.memoryThreshold())
                && (deliveries.takesWhole(true) || deliveries.isStreaming(true));
    }

    @Override
    public BufferBudget budget() {
        return resources.budget();
    }
}
