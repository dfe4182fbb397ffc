package org.lighterage.scenarios.app;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.lighterage.LargeMessages;

@ServerEndpoint(value = "/coded/text", decoders = PointCoders.Text.class, encoders = PointCoders.Text.class)
@LargeMessages
public class TextCodedEndpoint {

    @OnMessage
    public Point mirror(Point point) {
        return new Point(point.y(), point.x());
    }

    @OnError
    public void error(Throwable cause, Session session) throws IOException {
        session.getBasicRemote().sendText(cause instanceof DecodeException ? "no point" : "error " + cause);
    }
}
