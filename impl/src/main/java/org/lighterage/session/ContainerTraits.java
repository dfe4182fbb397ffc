package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.time.Duration;
import org.lighterage.transfer.Role;

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
    },

    /**
     * WildFly tells of errors and of the end on threads that know neither CDI, nor JNDI, nor the application's classes. It
     * goes on reading after the peer's close frame, and reports that the peer then resets the connection. Where it finds a
     * connection broken in the moment in which it is closed here, it reports 1000, as if the peer had closed it in order.
     */
    WILDFLY {
        @Override
        boolean mistakesOwnCloseForThePeers() {
            return true;
        }

        @Override
        boolean endsWithContexts() {
            return false;
        }

        @Override
        boolean mayFailAfterClose() {
            return true;
        }
    },

    /**
     * Tomcat, and TomEE with it, hands the result of each asynchronous send to another thread, even where all was written
     * at once: that costs as much as writing it. Its client has the system put short frames off.
     */
    TOMCAT {
        @Override
        boolean dispatchesResults() {
            return true;
        }

        @Override
        void prepare(Session container, Role role, Duration sendTimeout) {
            container.getUserProperties().putIfAbsent(BLOCKING_SEND_TIMEOUT, sendTimeout.toMillis());
            if (role == Role.CLIENT) {
                TomcatClientSocket.sendAtOnce(container);
            }
        }
    },

    /**
     * Tyrus sets a timer anew with each message, either way, even where a session may be idle for ever; from version 2.2 on not
     * where that is said by a negative number. On GlassFish and Payara the timer's executor asks the class loader of the
     * calling thread for providers of contexts, each time: with an application's that takes longer than the message.
     */
    TYRUS {
        @Override
        void prepare(Session container, Role role, Duration sendTimeout) {
            if (container.getMaxIdleTimeout() == 0) {
                container.setMaxIdleTimeout(-1);
            }
        }

        @Override
        boolean asksContextClassLoader() {
            return true;
        }
    },

    /** Jetty, too, where a connection ends without a close frame of the peer. */
    JETTY {
        @Override
        boolean endsWithContexts() {
            return false;
        }
    };

    /** Tomcat's own name for how long, in milliseconds, a blocking send may take; otherwise 20 seconds. */
    private static final String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** By the class of its session: nothing of a container's own is at hand to be compiled against. */
    static ContainerTraits of(Session container) {
        return ofClass(container.getClass().getName());
    }

    static ContainerTraits ofClass(String type) {
        if (type.startsWith("com.ibm.ws.wsoc.")) {
            return LIBERTY;
        }
        if (type.startsWith("org.apache.tomcat.")) {
            return TOMCAT;
        }
        if (type.startsWith("org.eclipse.jetty.")) {
            return JETTY;
        }
        if (type.startsWith("org.glassfish.tyrus.")) {
            return TYRUS;
        }
        return type.startsWith("io.undertow.websockets.jsr.") ? WILDFLY : ORDINARY;
    }

    /** Has the texts of a plain peer given to us, in pieces as small as the container has them. */
    void takeTexts(Session container, PlainInbound inbound) {
        MessageHandler.Partial<String> texts = inbound::receiveText;
        container.addMessageHandler(String.class, texts);
    }

    /** Whether a failed connection may be reported that has been closed in order, before the end is. */
    boolean mayFailAfterClose() {
        return false;
    }

    /** Whether a broken connection is to be left to the container, which would otherwise report that the peer has closed it. */
    boolean mistakesOwnCloseForThePeers() {
        return false;
    }

    /** Whether errors and the end are told on a thread that the application's callbacks can run on. */
    boolean endsWithContexts() {
        return true;
    }

    /** Whether the result of an asynchronous send is told on another thread than the one that wrote it. */
    boolean dispatchesResults() {
        return false;
    }

    /** Whether each send asks the class loader of the calling thread for something that is not in the application. */
    boolean asksContextClassLoader() {
        return false;
    }

    /**
     * Prepares a session that has been opened.
     *
     * @param role whether the container accepted or opened the connection
     * @param sendTimeout how long a blocking send may take before the connection is given up, where that is not the container's
     *     matter
     */
    void prepare(Session container, Role role, Duration sendTimeout) {}
}
