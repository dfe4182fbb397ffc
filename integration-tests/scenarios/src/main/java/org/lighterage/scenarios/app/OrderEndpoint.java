package org.lighterage.scenarios.app;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Collections;
import org.lighterage.LargeMessages;

/** Answers an order with its goods reversed. */
@ServerEndpoint(
        value = "/ready/order",
        encoders = OrderCoders.OrderEncoder.class,
        decoders = OrderCoders.OrderDecoder.class)
@LargeMessages
public class OrderEndpoint {

    @OnMessage
    public Order reverse(Order order) {
        Collections.reverse(order.goods);
        return order;
    }

    @OnError
    public void error(Throwable cause, Session session) throws IOException {
        session.getBasicRemote()
                .sendText((cause instanceof DecodeException ? "not decoded: " : "failed: ") + cause.getMessage());
    }
}
