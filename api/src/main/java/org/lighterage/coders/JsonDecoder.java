package org.lighterage.coders;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

/**
 * Makes objects of JSON texts by Jakarta JSON Binding, which the application or its server provides. The text is read
 * as it comes, and never held whole. To be subclassed in one line, which gives the type:
 *
 * <pre>{@code
 * public class OrderDecoder extends JsonDecoder<Order> {}
 *
 * public class OrdersDecoder extends JsonDecoder<List<Order>> {}
 * }</pre>
 *
 * <p>A text that is no JSON of that type is a {@link DecodeException} whose cause is the {@code JsonbException}; where
 * reading failed, its {@link IOException} is thrown as it is.
 *
 * @param <T> what is made
 */
public abstract class JsonDecoder<T> extends JsonCoder implements Decoder.TextStream<T> {

    /** For subclasses. */
    protected JsonDecoder() {
        super(JsonDecoder.class);
    }

    @Override
    public T decode(Reader reader) throws DecodeException, IOException {
        BorrowedReader borrowed = new BorrowedReader(reader);
        T object;
        try {
            object = jsonb().fromJson(borrowed, type());
            // A JSON library may stop at the last brace, and only the end of the text says that it is whole and
            // verified.
            borrowed.transferTo(Writer.nullWriter());
        } catch (RuntimeException e) {
            borrowed.throwFailure();
            throw new DecodeException("", "The text is no JSON of " + type().getTypeName() + ": " + e.getMessage(), e);
        }
        borrowed.throwFailure();
        return object;
    }
}
