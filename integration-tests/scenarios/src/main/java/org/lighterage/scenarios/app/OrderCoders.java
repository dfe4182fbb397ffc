package org.lighterage.scenarios.app;

import java.util.List;
import org.lighterage.coders.JsonDecoder;
import org.lighterage.coders.JsonEncoder;

/** Coders of orders, in one line each. */
public final class OrderCoders {

    private OrderCoders() {}

    public static class OrderEncoder extends JsonEncoder<Order> {}

    public static class OrderDecoder extends JsonDecoder<Order> {}

    public static class OrdersEncoder extends JsonEncoder<List<Order>> {}

    /** Of lists of anything, to be told of what. */
    public abstract static class ListDecoder<E> extends JsonDecoder<List<E>> {}

    public static class OrdersDecoder extends ListDecoder<Order> {}
}
