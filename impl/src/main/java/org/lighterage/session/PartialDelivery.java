package org.lighterage.session;

/**
 * A form that gives a message in parts. From a plain peer they are given as they come, so that a message without end
 * can be taken; from a peer that speaks Lighterage once the message is complete and verified.
 *
 * @param <P> what a part comes as: a String, or a ByteBuffer that is all of an array of its own
 */
interface PartialDelivery<P> extends Delivery {

    /** Bytes or characters of one part. */
    int PART_SIZE = 8192;

    /** Hands over one part as it came. */
    void deliverPart(P part, boolean last) throws Throwable;
}
