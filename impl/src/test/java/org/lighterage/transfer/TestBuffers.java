package org.lighterage.transfer;

import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;

/** Buffers that keep so many bytes of each message in memory. */
record TestBuffers(BufferBudget budget, SpillDirectory directory, long memoryThreshold) implements Buffers {

    @Override
    public MessageBuffer newBuffer(boolean text, long length) {
        return new MessageBuffer(budget, directory, memoryThreshold);
    }

    @Override
    public boolean decodesText(long length) {
        return length > memoryThreshold;
    }
}
