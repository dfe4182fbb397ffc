package org.lighterage.endpoint;

import org.lighterage.session.MessageForm;

/** The @OnMessage methods of a class by what they take; null where there is none. */
record MessageMethods(MessageMethod text, MessageMethod binary, MessageMethod pong) {

    static final MessageMethods NONE = new MessageMethods(null, null, null);

    /** These and one more; refuses a second for the same kind. */
    MessageMethods with(Class<?> endpointClass, MessageMethod added) {
        MessageMethods more = this;
        if (added.isPong()) {
            refuseSecond(endpointClass, "pong", pong, added);
            more = new MessageMethods(text, binary, added);
        }
        if (added.text() != null) {
            refuseSecond(endpointClass, "text", text, added);
            more = new MessageMethods(added, more.binary, more.pong);
        }
        if (added.binary() != null) {
            refuseSecond(endpointClass, "binary", binary, added);
            more = new MessageMethods(more.text, added, more.pong);
        }
        return more;
    }

    private static void refuseSecond(Class<?> endpointClass, String kind, MessageMethod first, MessageMethod second) {
        if (first != null) {
            throw new DefinitionException(
                    204,
                    endpointClass.getName() + " has two @OnMessage methods for " + kind + " messages, "
                            + first.method().method().getName() + " and "
                            + second.method().method().getName() + "; one is allowed");
        }
    }

    MessageMethod of(boolean ofText) {
        return ofText ? text : binary;
    }

    MessageForm form(boolean ofText) {
        return ofText ? text.text() : binary.binary();
    }
}
