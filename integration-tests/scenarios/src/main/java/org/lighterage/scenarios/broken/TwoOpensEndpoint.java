package org.lighterage.scenarios.broken;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Breaks a rule of callbacks. */
@ServerEndpoint("/opens")
public class TwoOpensEndpoint {

    @OnOpen
    public void one() {}

    @OnOpen
    public void two(Session session) {}
}
