package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

@ServerEndpoint(value = "/coded/binary", decoders = PointCoders.Binary.class, encoders = PointCoders.Binary.class)
@LargeMessages
public class BinaryCodedEndpoint {

    @OnMessage
    public Point mirror(Point point) {
        return new Point(point.y(), point.x());
    }
}
