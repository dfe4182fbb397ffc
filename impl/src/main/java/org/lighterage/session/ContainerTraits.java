package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** What is special about the containers of some servers; each constant says what forces it. */
enum ContainerTraits {

    /** Those that need nothing special. */
    ORDINARY,

    /**
     * Open Liberty decodes each frame of a text by itself when it gives parts, and closes the connection with 1007 where a
     * character is cut between frames, as peers may. Whole texts it decodes as one.
     */
    LIBERTY {
        @Override
        void takeTexts(Session container, PlainInbound inbound) {
            MessageHandler.Whole<String> texts = text -> inbound.receiveText(text, true);
            container.addMessageHandler(String.class, texts);
        }
    };

    /** By the class of its session: nothing of a container's own is at hand to be compiled against. */
    static ContainerTraits of(Session container) {
        return container.getClass().getName().startsWith("com.ibm.ws.wsoc.") ? LIBERTY : ORDINARY;
    }

    /** Has the texts of a plain peer given to us, in pieces as small as the container has them. */
    void takeTexts(Session container, PlainInbound inbound) {
        MessageHandler.Partial<String> texts = inbound::receiveText;
        container.addMessageHandler(String.class, texts);
    }
}
