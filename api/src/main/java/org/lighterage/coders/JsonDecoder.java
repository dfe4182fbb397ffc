package org.lighterage.coders;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.Type;

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
public abstract class JsonDecoder<T> implements Decoder.TextStream<T> {

    private final Type type = TypeOfSubclass.find(getClass(), JsonDecoder.class);
    private Jsonb jsonb;

    /** For subclasses. */
    protected JsonDecoder() {}

    /**
     * Makes what reads JSON, once for each decoder; {@link #destroy} closes it. Overridden to configure it otherwise,
     * and together with {@link #destroy} to share one.
     *
     * @param config of the endpoint
     */
    protected Jsonb jsonb(EndpointConfig config) {
        return JsonbBuilder.create();
    }

    @Override
    public void init(EndpointConfig config) {
        jsonb = jsonb(config);
    }

    @Override
    public T decode(Reader reader) throws DecodeException, IOException {
        BorrowedReader borrowed = new BorrowedReader(reader);
        T object;
        try {
            object = jsonb.fromJson(borrowed, type);
            // A JSON library may stop at the last brace, and only the end of the text says that it is whole and
            // verified.
            borrowed.transferTo(Writer.nullWriter());
        } catch (RuntimeException e) {
            borrowed.throwFailure();
            throw new DecodeException("", "The text is no JSON of " + type.getTypeName() + ": " + e.getMessage(), e);
        }
        borrowed.throwFailure();
        return object;
    }

    @Override
    public void destroy() {
        JsonbClosing.close(jsonb);
    }
}
