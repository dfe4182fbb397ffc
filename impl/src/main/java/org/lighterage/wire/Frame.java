package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One frame of the protocol (PROTOCOL.md, section 3), one record per type. A record holds what the frame says and
 * checks nothing: {@link FrameReader} gives only frames of a right layout, {@link FrameWriter} refuses others.
 *
 * <p>The buffers of frames from a {@link FrameReader} are views of the bytes fed to it, or of those it collected, and
 * valid only until its next call.
 */
public sealed interface Frame {

    /** The first byte of the frame, from 0 to 255. */
    int type();

    /** Whether the frame is counted and acknowledged, rather than a control frame. */
    default boolean counted() {
        return type() >= WireFormat.FIRST_COUNTED;
    }

    /**
     * Opens a transport (section 4).
     *
     * @param resumed of a server only: the session goes on
     * @param token 0 or 16 bytes; not copied
     * @param received counted frames that the sender has processed in this session
     */
    record Hello(boolean resumed, byte[] token, long received, Settings settings) implements Frame {

        @Override
        public int type() {
            return WireFormat.HELLO;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hello that
                    && resumed == that.resumed
                    && Arrays.equals(token, that.token)
                    && received == that.received
                    && settings.equals(that.settings);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(token) + settings.hashCode();
        }

        /** Leaves out the token, since who knows it can take the session over. */
        @Override
        public String toString() {
            return "Hello[resumed=" + resumed + ", token of " + token.length + " bytes, received=" + received + ", "
                    + settings + "]";
        }
    }

    /** @param received counted frames that the sender has processed (section 6) */
    record Ack(long received) implements Frame {
        @Override
        public int type() {
            return WireFormat.ACK;
        }
    }

    /** @param entries incomplete messages of a lost session that the server still holds (section 7) */
    record Checkpoint(List<Entry> entries) implements Frame {
        @Override
        public int type() {
            return WireFormat.CHECKPOINT;
        }
    }

    /**
     * @param id the id in the lost session
     * @param offset how many bytes of the payload are safe
     */
    record Entry(long id, long offset) {}

    /** @param bytes 0 to 8, opaque */
    record Ping(ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.PING;
        }
    }

    /** @param bytes those of the PING */
    record Pong(ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.PONG;
        }
    }

    /** A control frame of a later version, to be ignored except as first frame. It is never written. */
    record UnknownControl(int type) implements Frame {}

    /** @param bytes one whole text message, in valid UTF-8 */
    record Text(ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.TEXT;
        }
    }

    /** @param bytes one whole binary message */
    record Binary(ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.BINARY;
        }
    }

    /**
     * Begins a message (section 5).
     *
     * @param length bytes of the whole payload, or {@link #NO_LENGTH}
     * @param metadata in the order sent, unmodifiable; empty where absent
     * @param previous the message of a lost session that this one continues; null where absent
     * @param bytes of the payload; text may be cut between any two of them
     */
    record Begin(long id, boolean text, long length, Map<String, String> metadata, Previous previous, ByteBuffer bytes)
            implements Frame {

        public static final long NO_LENGTH = -1;

        @Override
        public int type() {
            return WireFormat.BEGIN;
        }
    }

    /** What a BEGIN continues: the id in the lost session, and the offset in the payload at which its bytes start. */
    record Previous(long id, long offset) {}

    /** @param bytes of the payload, at least one */
    record Data(long id, ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.DATA;
        }
    }

    /**
     * @param crc CRC-32C of the whole payload, as 32 bits
     * @param bytes the last of the payload
     */
    record End(long id, int crc, ByteBuffer bytes) implements Frame {
        @Override
        public int type() {
            return WireFormat.END;
        }
    }

    /** The sender gives up a message that it has begun. */
    record Abort(long id, OutcomeCode code, String reason) implements Frame {
        @Override
        public int type() {
            return WireFormat.ABORT;
        }
    }

    /**
     * Stands for a whole message whose payload lies elsewhere.
     *
     * @param length bytes of the payload
     * @param crc CRC-32C of the payload, as 32 bits
     * @param metadata in the order sent, unmodifiable; empty where absent
     * @param locator where the payload lies
     */
    record Reference(long id, boolean text, long length, int crc, Map<String, String> metadata, String locator)
            implements Frame {
        @Override
        public int type() {
            return WireFormat.REFERENCE;
        }
    }

    /** The receiver holds the whole message and will hand it to its application exactly once. */
    record Delivered(long id) implements Frame {
        @Override
        public int type() {
            return WireFormat.DELIVERED;
        }
    }

    /** The receiver drops what it has of the message and what still comes. */
    record Reject(long id, OutcomeCode code, String reason) implements Frame {
        @Override
        public int type() {
            return WireFormat.REJECT;
        }
    }
}
