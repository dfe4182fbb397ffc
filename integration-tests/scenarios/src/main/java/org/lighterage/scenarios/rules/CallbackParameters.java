package org.lighterage.scenarios.rules;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** Endpoints whose callbacks have their parameters in different orders, or few. */
public final class CallbackParameters {

    private CallbackParameters() {}

    private static void note(Session session, String line) {
        Notes.add(session.getQueryString(), line);
    }

    private static String path(EndpointConfig config) {
        return ((ServerEndpointConfig) config).getPath();
    }

    @ServerEndpoint("/parameters/one/{name}")
    public static class InOneOrder {

        @OnOpen
        public void open(EndpointConfig config, @PathParam("name") String name, Session session) {
            note(session, "open " + name + " " + path(config));
        }

        @OnMessage
        public void message(Session session, @PathParam("name") String name, String text) {
            note(session, "message " + name + " " + text);
            throw new IllegalStateException(text);
        }

        @OnError
        public void error(@PathParam("name") String name, Session session, Throwable cause) {
            note(session, "error " + name + " " + cause.getMessage());
        }

        @OnClose
        public void close(@PathParam("name") String name, CloseReason reason, Session session) {
            note(session, "close " + name + " " + reason.getCloseCode().getCode());
        }
    }

    @ServerEndpoint("/parameters/other/{name}")
    public static class InTheOther {

        @OnOpen
        public void open(Session session, @PathParam("name") String name, EndpointConfig config) {
            note(session, "open " + name + " " + path(config));
        }

        @OnMessage
        public void message(String text, @PathParam("name") String name, Session session) {
            note(session, "message " + name + " " + text);
            throw new IllegalStateException(text);
        }

        @OnError
        public void error(Throwable cause, Session session, @PathParam("name") String name) {
            note(session, "error " + name + " " + cause.getMessage());
        }

        @OnClose
        public void close(Session session, CloseReason reason, @PathParam("name") String name) {
            note(session, "close " + name + " " + reason.getCloseCode().getCode());
        }
    }

    /** Has no Session to note anything of: it notes of the test that its failing message names. */
    @ServerEndpoint("/parameters/few")
    public static class Few {

        private boolean opened;
        private String failing;

        @OnOpen
        public void open() {
            opened = true;
        }

        @OnMessage
        public void message(String text) {
            failing = text;
            throw new IllegalStateException("opened " + opened);
        }

        @OnError
        public void error(Throwable cause) {
            Notes.add(failing, cause.getMessage());
        }

        @OnClose
        public void close() {
            Notes.add(failing, "closed");
        }
    }

    /** Notes in each callback whether the class loader of its thread, which some servers wrap, finds this very class. */
    @ServerEndpoint("/parameters/class-loaders")
    public static class ClassLoaders {

        private static void noteClassLoader(Session session, String callback) {
            note(session, callback + (findsThisClass() ? " own" : " other"));
        }

        private static boolean findsThisClass() {
            try {
                ClassLoader loader = Thread.currentThread().getContextClassLoader();
                return Class.forName(ClassLoaders.class.getName(), false, loader) == ClassLoaders.class;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }

        @OnOpen
        public void open(Session session) {
            noteClassLoader(session, "open");
        }

        @OnMessage
        public void message(String text, Session session) {
            noteClassLoader(session, "message");
            throw new IllegalStateException(text);
        }

        @OnError
        public void error(Throwable cause, Session session) {
            noteClassLoader(session, "error");
        }

        @OnClose
        public void close(Session session) {
            noteClassLoader(session, "close");
        }
    }
}
