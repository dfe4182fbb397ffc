package org.lighterage.benchmarks.app;

/** What messages consist of. */
public enum Kind {

    /** Bytes without a pattern. */
    BINARY,

    /** A text of characters that take one byte each. */
    ASCII,

    /** A text of characters that take one to four bytes. */
    MIXED;

    public boolean isText() {
        return this != BINARY;
    }
}
