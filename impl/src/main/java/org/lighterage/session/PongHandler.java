package org.lighterage.session;

import jakarta.websocket.PongMessage;

/** What an application does with a pong. */
@FunctionalInterface
public interface PongHandler {

    void onPong(PongMessage pong) throws Throwable;
}
