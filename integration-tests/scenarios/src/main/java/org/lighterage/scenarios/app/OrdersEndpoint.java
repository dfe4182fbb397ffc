package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.lighterage.LargeMessages;

/** Answers orders with those of even numbers. */
@ServerEndpoint(
        value = "/ready/orders",
        encoders = OrderCoders.OrdersEncoder.class,
        decoders = OrderCoders.OrdersDecoder.class)
@LargeMessages
public class OrdersEndpoint {

    @OnMessage
    public List<Order> even(List<Order> orders) {
        return orders.stream().filter(order -> order.number % 2 == 0).toList();
    }
}
