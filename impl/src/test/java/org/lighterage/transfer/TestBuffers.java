package org.lighterage.transfer;

import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;

/**
 * Buffers that keep so many bytes of each message in memory.
 *
 * @param takesStrings whether texts that are not streams are taken as Strings
 */
public record TestBuffers(BufferBudget budget, SpillDirectory directory, long memoryThreshold, boolean takesStrings)
        implements Buffers {

    /** For an application that takes no Strings. */
    public TestBuffers(BufferBudget budget, SpillDirectory directory, long memoryThreshold) {
        this(budget, directory, memoryThreshold, false);
    }

    @Override
    public MessageBuffer newBuffer(boolean text, long length) {
        return new MessageBuffer(budget, directory, memoryThreshold);
    }

    @Override
    public boolean decodesText(long length) {
        return takesStrings && (length < 0 || length > memoryThreshold);
    }
}
