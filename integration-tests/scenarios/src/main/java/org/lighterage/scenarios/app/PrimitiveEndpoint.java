package org.lighterage.scenarios.app;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.lighterage.LargeMessages;

/** Adds what comes to what the path says. */
@ServerEndpoint("/sum/{start}")
@LargeMessages
public class PrimitiveEndpoint {

    @OnMessage
    public long sum(int summand, @PathParam("start") long start) {
        return start + summand;
    }

    @OnMessage
    public void pong(PongMessage pong, Session session) throws IOException {
        session.getBasicRemote().sendText("pong of " + pong.getApplicationData().remaining());
    }

    @OnError
    public void error(Throwable cause, Session session, @PathParam("start") String start) throws IOException {
        session.getBasicRemote()
                .sendText(cause instanceof DecodeException decode ? start + " not decoded: " + decode.getText() : "?");
    }
}
