package org.lighterage.session;

import jakarta.websocket.CloseReason;
import java.util.Map;

/** The application's side of a session: its callbacks, called one at a time and in order. */
public interface ApplicationEndpoint {

    /**
     * The longest message of a kind that the application takes, in bytes.
     *
     * @param configured the longest that is accepted by configuration
     */
    default long maxMessageSize(boolean text, long configured) {
        return configured;
    }

    /** What the application sees of the path parameters that the container tells. */
    default Map<String, String> pathParameters(Map<String, String> told) {
        return told;
    }

    /** The session is open; message deliveries are set here. */
    void onOpen(ApplicationSession session) throws Throwable;

    /** Something failed: a callback, or the connection. */
    void onError(ApplicationSession session, Throwable cause);

    /** The session has ended; called exactly once, last. */
    void onClose(ApplicationSession session, CloseReason reason);
}
