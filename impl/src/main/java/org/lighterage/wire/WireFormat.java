package org.lighterage.wire;

/**
 * Every number of the wire protocol, version 1 (PROTOCOL.md, section 3). A frame is one WebSocket binary message; its
 * first byte is its type. {@code v} is a varint: unsigned LEB128 in its shortest form, at most {@link #MAX_VARINT}.
 * {@code [ ]} stands for what a flag announces, {@code *} for any number, to the end of the frame.
 *
 * <pre>
 *               +----+
 *   HELLO       | 01 | version u8 | flags u8 | token length u8 | token | received v | (key v, value v)*
 *   ACK         | 02 | received v
 *   CHECKPOINT  | 03 | (id v, offset v)*
 *   PING        | 04 | 0 to 8 bytes
 *   PONG        | 05 | the bytes of the PING
 *               +----+  control frames above, counted frames below
 *   TEXT        | 10 | bytes
 *   BINARY      | 11 | bytes
 *   BEGIN       | 12 | id v | flags u8 | [length v] | [metadata] | [previous id v, offset v] | bytes
 *   DATA        | 13 | id v | bytes, at least one
 *   END         | 14 | id v | CRC-32C u32 | bytes
 *   ABORT       | 15 | id v | code v | reason
 *   REFERENCE   | 16 | id v | flags u8 | length v | CRC-32C u32 | [metadata] | locator
 *   DELIVERED   | 17 | id v
 *   REJECT      | 18 | id v | code v | reason
 *               +----+
 *
 *   metadata    | count v, at least 1 | (key length v, key, value length v, value) count times
 * </pre>
 */
public final class WireFormat {

    public static final int VERSION = 1;

    public static final int HELLO = 0x01;
    public static final int ACK = 0x02;
    public static final int CHECKPOINT = 0x03;
    public static final int PING = 0x04;
    public static final int PONG = 0x05;

    /** Types from here up are counted, those below are control frames. */
    public static final int FIRST_COUNTED = 0x10;

    public static final int TEXT = 0x10;
    public static final int BINARY = 0x11;
    public static final int BEGIN = 0x12;
    public static final int DATA = 0x13;
    public static final int END = 0x14;
    public static final int ABORT = 0x15;
    public static final int REFERENCE = 0x16;
    public static final int DELIVERED = 0x17;
    public static final int REJECT = 0x18;

    /** HELLO, of a server only: the session goes on. */
    public static final int FLAG_RESUMED = 0x01;

    /** BEGIN and REFERENCE: the message is text. */
    public static final int FLAG_TEXT = 0x01;

    /** BEGIN: the length is present. */
    public static final int FLAG_LENGTH = 0x02;

    /** BEGIN and REFERENCE: metadata is present. */
    public static final int FLAG_METADATA = 0x04;

    /** BEGIN: previous id and offset are present. */
    public static final int FLAG_CONTINUE = 0x08;

    static final int HELLO_FLAGS = FLAG_RESUMED;
    static final int BEGIN_FLAGS = FLAG_TEXT | FLAG_LENGTH | FLAG_METADATA | FLAG_CONTINUE;
    static final int REFERENCE_FLAGS = FLAG_TEXT | FLAG_METADATA;

    public static final int SETTING_MAX_FRAME = 1;
    public static final int SETTING_MAX_MESSAGE = 2;
    public static final int SETTING_WINDOW = 3;
    public static final int SETTING_MAX_CONCURRENT = 4;
    public static final int SETTING_RESUME_SECONDS = 5;
    public static final int SETTING_NONCE = 15;

    /** Bytes of the type that starts every frame. */
    public static final int TYPE_LENGTH = 1;

    /** Bytes of a CRC-32C. */
    public static final int CRC_LENGTH = 4;

    /** The largest varint, 2<sup>53</sup> − 1: the largest integer that JavaScript counts exactly. */
    public static final long MAX_VARINT = (1L << 53) - 1;

    /** Bytes of the largest varint. */
    public static final int MAX_VARINT_LENGTH = 8;

    /** Bytes of a token, where there is one. */
    public static final int TOKEN_LENGTH = 16;

    /** Most bytes of a PING. */
    public static final int MAX_PING = 8;

    /** Most bytes of the list of a CHECKPOINT. */
    public static final int MAX_CHECKPOINT = 1024;

    /** Most bytes of metadata, of a reason and of a locator, each as encoded. */
    public static final int MAX_FIELD = 512;

    /** Most bytes of metadata and locator of one REFERENCE together, so that it fits the least MAX_FRAME. */
    public static final int MAX_REFERENCE_FIELDS = 896;

    /** The least MAX_FRAME of a client, and the least chunk size that a path is cut down to. */
    public static final int LEAST_MAX_FRAME = 1024;

    public static final int LEAST_MAX_FRAME_OF_SERVER = 16_384;
    public static final int LEAST_WINDOW_OF_SERVER = 65_536;
    public static final int LEAST_MAX_CONCURRENT = 1;

    /** MAX_FRAME before a HELLO, or left out of it. */
    public static final long DEFAULT_MAX_FRAME = 16_384;

    public static final long DEFAULT_MAX_MESSAGE = MAX_VARINT;
    public static final long DEFAULT_WINDOW = 65_536;
    public static final long DEFAULT_MAX_CONCURRENT = 1;
    public static final long DEFAULT_RESUME_SECONDS = 0;

    private WireFormat() {}
}
