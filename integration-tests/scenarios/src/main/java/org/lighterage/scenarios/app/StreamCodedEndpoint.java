package org.lighterage.scenarios.app;

import jakarta.websocket.EncodeException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.lighterage.LargeMessages;

@ServerEndpoint(
        value = "/coded/stream",
        decoders = {PointCoders.TextStream.class, PointCoders.BinaryStream.class},
        encoders = {PointCoders.TextStream.class})
@LargeMessages
public class StreamCodedEndpoint {

    @OnMessage
    public void mirror(Session session, Point point) throws IOException, EncodeException {
        session.getBasicRemote().sendObject(new Point(point.y(), point.x()));
    }
}
