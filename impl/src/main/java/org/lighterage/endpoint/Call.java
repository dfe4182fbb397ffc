package org.lighterage.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import org.lighterage.session.ApplicationSession;

/** What a callback's parameters are taken from; null where the callback has no such thing. */
record Call(
        ApplicationSession session,
        EndpointConfig config,
        Object payload,
        boolean last,
        CloseReason closeReason,
        Throwable cause) {

    static Call open(ApplicationSession session, EndpointConfig config) {
        return new Call(session, config, null, true, null, null);
    }

    static Call message(ApplicationSession session, Object payload, boolean last) {
        return new Call(session, null, payload, last, null, null);
    }

    static Call error(ApplicationSession session, Throwable cause) {
        return new Call(session, null, null, true, null, cause);
    }

    static Call close(ApplicationSession session, CloseReason reason) {
        return new Call(session, null, null, true, reason, null);
    }
}
