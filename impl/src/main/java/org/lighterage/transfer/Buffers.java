package org.lighterage.transfer;

import org.lighterage.buffer.MessageBuffer;

/** Makes a buffer for each message that is reassembled. */
@FunctionalInterface
public interface Buffers {

    /** @param length of the message as its sender has announced it, in bytes; -1 where it has not */
    MessageBuffer newBuffer(boolean text, long length);
}
