package org.lighterage.coders;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes objects as JSON texts by Jakarta JSON Binding, which the application or its server provides. The text leaves
 * as it is written, and is never held whole. To be subclassed in one line, which gives the type:
 *
 * <pre>{@code
 * public class OrderEncoder extends JsonEncoder<Order> {}
 *
 * public class OrdersEncoder extends JsonEncoder<List<Order>> {}
 * }</pre>
 *
 * <p>An object that cannot be written is an {@link EncodeException} whose cause is the {@code JsonbException}; where
 * sending failed, its {@link IOException} is thrown as it is.
 *
 * @param <T> what is written; objects of subclasses are written with all that they have
 */
public abstract class JsonEncoder<T> extends JsonCoder implements Encoder.TextStream<T> {

    /** For subclasses. */
    protected JsonEncoder() {
        super(JsonEncoder.class);
    }

    @Override
    public void encode(T object, Writer writer) throws EncodeException, IOException {
        BorrowedWriter borrowed = new BorrowedWriter(writer);
        try {
            if (type() instanceof Class) {
                jsonb().toJson(object, borrowed);
            } else {
                // The class of an object does not tell its type arguments.
                jsonb().toJson(object, type(), borrowed);
            }
        } catch (RuntimeException e) {
            borrowed.throwFailure();
            throw new EncodeException(
                    object,
                    "The object of " + object.getClass().getName() + " cannot be written as JSON: " + e.getMessage(),
                    e);
        }
        borrowed.throwFailure();
    }
}
