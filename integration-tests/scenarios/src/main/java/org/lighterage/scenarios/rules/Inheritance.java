package org.lighterage.scenarios.rules;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Endpoints whose callbacks come from superclasses, in part. */
public final class Inheritance {

    private Inheritance() {}

    /** Has all callbacks, and the annotation of a class, which nobody inherits. */
    @ServerEndpoint("/inheritance/base")
    public static class Base {

        static void note(Session session, String line) {
            Notes.add(session.getQueryString(), line);
        }

        @OnOpen
        public void open(Session session) {
            note(session, "base open");
        }

        @OnMessage
        public String text(String text) {
            if (text.equals("fail")) {
                throw new IllegalStateException(text);
            }
            return "base " + text;
        }

        @OnMessage
        public String binary(byte[] bytes) {
            return "base " + bytes.length;
        }

        @OnError
        public void error(Session session, Throwable cause) {
            note(session, cause instanceof IOException ? "error " + cause : "base error");
        }

        @OnClose
        public void close(Session session) {
            note(session, "base close");
        }
    }

    @ServerEndpoint("/inheritance/inherited")
    public static class Inherited extends Base {}

    /** Deployed nowhere: would it inherit the annotation, its path would be there twice, and the deployment fail. */
    public static class WithoutAnnotation extends Base {}

    @ServerEndpoint("/inheritance/overridden")
    public static class Overridden extends Base {

        @Override
        public void open(Session session) {
            note(session, "overridden open");
        }

        @Override
        public String text(String text) {
            return "overridden " + text;
        }

        @Override
        public void error(Session session, Throwable cause) {
            note(session, "overridden error");
        }

        @Override
        public void close(Session session) {
            note(session, "overridden close");
        }
    }

    @ServerEndpoint("/inheritance/annotated")
    public static class Annotated extends Base {

        @Override
        @OnOpen
        public void open(Session session) {
            note(session, "annotated open");
        }

        @Override
        @OnMessage
        public String text(String text) {
            return "annotated " + text;
        }
    }

    /** Whose subclasses have bridge methods, which carry the annotations too. */
    public abstract static class Generic<T> {

        public abstract String take(T message);
    }

    @ServerEndpoint("/inheritance/generic")
    public static class Bridged extends Generic<String> {

        @Override
        @OnMessage
        public String take(String message) {
            return "bridged " + message;
        }
    }
}
