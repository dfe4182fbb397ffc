package org.lighterage.scenarios.rules;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a session says. */
final class SessionFacts {

    private SessionFacts() {}

    /** One method of a session. */
    private interface Method {
        Object call(Session session) throws Exception;
    }

    private static Map<String, Method> facts() {
        Map<String, Method> methods = new TreeMap<>();
        methods.put("isSecure", Session::isSecure);
        methods.put("getProtocolVersion", Session::getProtocolVersion);
        methods.put("getNegotiatedSubprotocol", Session::getNegotiatedSubprotocol);
        methods.put("getNegotiatedExtensions", Session::getNegotiatedExtensions);
        methods.put("getQueryString", Session::getQueryString);
        methods.put("getPathParameters", Session::getPathParameters);
        methods.put("getUserPrincipal", Session::getUserPrincipal);
        methods.put("getRequestURI", session -> session.getRequestURI().getPath());
        methods.put("getRequestParameterMap", session -> session.getRequestParameterMap()
                .size());
        methods.put("getUserProperties", session -> session.getUserProperties().get("own"));
        methods.put("getMaxIdleTimeout", Session::getMaxIdleTimeout);
        methods.put("getMaxBinaryMessageBufferSize", Session::getMaxBinaryMessageBufferSize);
        methods.put("getMaxTextMessageBufferSize", Session::getMaxTextMessageBufferSize);
        methods.put("getContainer", session -> session.getContainer() != null);
        methods.put("getBasicRemote", session -> session.getBasicRemote() != null);
        methods.put("getAsyncRemote", session -> session.getAsyncRemote() != null);
        return methods;
    }

    /** What the methods without effect return, or the exception that they throw. */
    static Map<String, Object> of(Session session) {
        Map<String, Object> facts = new TreeMap<>();
        facts().forEach((name, method) -> {
            try {
                facts.put(name, String.valueOf(method.call(session)));
            } catch (Exception e) {
                facts.put(name, e.getClass().getSimpleName());
            }
        });
        return facts;
    }

    /** The methods that throw no IllegalStateException. */
    static List<String> working(Session session) {
        Map<String, Method> methods = facts();
        methods.put("getOpenSessions", Session::getOpenSessions);
        methods.put("getMessageHandlers", Session::getMessageHandlers);
        methods.put("setMaxIdleTimeout", does(s -> s.setMaxIdleTimeout(1)));
        methods.put("setMaxBinaryMessageBufferSize", does(s -> s.setMaxBinaryMessageBufferSize(1)));
        methods.put("setMaxTextMessageBufferSize", does(s -> s.setMaxTextMessageBufferSize(1)));
        MessageHandler.Whole<ByteBuffer> whole = message -> {};
        MessageHandler.Partial<ByteBuffer> partial = (part, last) -> {};
        methods.put("addMessageHandler", does(s -> s.addMessageHandler(ByteBuffer.class, whole)));
        methods.put("addPartialMessageHandler", does(s -> s.addMessageHandler(ByteBuffer.class, partial)));
        methods.put("removeMessageHandler", does(s -> s.removeMessageHandler(whole)));
        methods.put("close", does(Session::close));
        methods.put("closeWithReason", does(s -> s.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""))));
        List<String> working = new ArrayList<>();
        methods.forEach((name, method) -> {
            try {
                method.call(session);
                working.add(name);
            } catch (IllegalStateException e) {
                // As it should be after the end.
            } catch (Exception e) {
                working.add(name + " " + e);
            }
        });
        return working;
    }

    /** A method that returns nothing. */
    private interface Action {
        void on(Session session) throws Exception;
    }

    private static Method does(Action action) {
        return session -> {
            action.on(session);
            return null;
        };
    }
}
