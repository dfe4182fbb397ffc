package org.lighterage.session;

import org.lighterage.coder.Primitives;
import org.lighterage.transfer.ReceivedMessage;

/** A text message as a primitive or its box. */
final class PrimitiveDelivery implements Delivery {

    private final Primitives.Parser parser;
    private final Target target;

    PrimitiveDelivery(Primitives.Parser parser, Target target) {
        this.parser = parser;
        this.target = target;
    }

    @Override
    public boolean takesWhole() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(parser.parse(message.text()), true);
    }
}
