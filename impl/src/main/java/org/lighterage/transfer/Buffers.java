package org.lighterage.transfer;

import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;

/** Where what comes is kept for the application. */
public interface Buffers {

    /**
     * Makes a buffer for a message that is reassembled, or for frames that wait for the application.
     *
     * @param length of the message as its sender has announced it, in bytes; -1 where it has not
     */
    MessageBuffer newBuffer(boolean text, long length);

    /**
     * Whether a text is decoded while it comes, since the application takes it as one String, or reads its characters once
     * while they come; otherwise its bytes wait in its buffer.
     *
     * @param length as announced, in bytes; -1 where it was not
     */
    boolean decodesText(long length);

    /** What the buffers count against, for bytes that are kept without one. */
    BufferBudget budget();
}
