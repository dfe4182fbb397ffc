package org.lighterage.transfer;

import org.lighterage.wire.Utf8;

/** A text message that is had as a String, and made of it in the other forms. */
abstract class TextMessage extends MessageInMemory {

    TextMessage(Runnable onRelease) {
        super(onRelease);
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public byte[] bytes() {
        return Utf8.encode(text());
    }

    @Override
    public Source source() {
        return new TextSource(text());
    }
}
