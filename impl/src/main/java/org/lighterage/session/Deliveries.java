package org.lighterage.session;

import jakarta.websocket.PongMessage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.lighterage.TransferException;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.ReceivedMessage;

/**
 * How the application of one session takes what comes. Messages are handed over one at a time, by whichever thread runs
 * the session's callbacks; what is taken how is set and asked by any thread.
 */
final class Deliveries {

    private static final Logger LOG = System.getLogger(Deliveries.class.getName());

    private final ApplicationEndpoint endpoint;
    private final EndpointSettings settings;

    private volatile Delivery text;
    private volatile Delivery binary;
    private volatile PongHandler pong;
    private volatile Map<String, String> metadata = Map.of();

    Deliveries(ApplicationEndpoint endpoint, EndpointSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /** Longest message of a kind that is accepted, in bytes. */
    long max(boolean ofText) {
        return endpoint.maxMessageSize(ofText, settings.maxMessageSize());
    }

    /** Bytes of one message that are kept in memory. */
    long memoryThreshold() {
        return settings.memoryThreshold();
    }

    /** How messages of a kind are taken, or null where they are not. */
    Delivery of(boolean ofText) {
        return ofText ? text : binary;
    }

    void set(boolean ofText, Delivery delivery) {
        if (ofText) {
            text = delivery;
        } else {
            binary = delivery;
        }
    }

    void setPong(PongHandler handler) {
        pong = handler;
    }

    /** Whether something takes messages of a kind. */
    boolean takes(MessageHandlers.Kind kind) {
        return switch (kind) {
            case TEXT -> text != null;
            case BINARY -> binary != null;
            case PONG -> pong != null;
        };
    }

    /** Whether messages of a kind are taken while they come. */
    boolean isStreaming(boolean ofText) {
        Delivery delivery = of(ofText);
        return settings.streaming() && delivery != null && delivery.streams();
    }

    /** Whether messages of a kind end up in memory as a whole. */
    boolean takesWhole(boolean ofText) {
        Delivery delivery = of(ofText);
        return delivery != null && delivery.takesWhole();
    }

    /** What came along with the message that is being handed over. */
    Map<String, String> metadata() {
        return metadata;
    }

    /** Hands a message over, and releases it. */
    void handOver(ApplicationSession session, ReceivedMessage message) {
        try {
            Delivery delivery = of(message.isText());
            if (delivery == null) {
                // As with every container: what nobody listens for is dropped.
                LOG.log(Level.DEBUG, "No handler for {0} messages", message.isText() ? "text" : "binary");
                return;
            }
            if (!delivery.streams() && !message.awaitWhole()) {
                // It was opened for a delivery that has been replaced meanwhile, and nobody else hears of it.
                return;
            }
            if (!(delivery instanceof PartialDelivery)) {
                checkLength(message);
            }
            metadata = message.metadata();
            delivery.deliver(message);
        } catch (Throwable e) {
            endpoint.onError(session, e);
        } finally {
            metadata = Map.of();
            message.release();
        }
    }

    /** A short message cannot be rejected, and its sender knows one limit for both kinds, the greater. */
    private void checkLength(ReceivedMessage message) throws TransferException {
        long limit = max(message.isText());
        if (message.length() > limit) {
            throw new TransferException(
                    TransferException.Code.TOO_LARGE,
                    "A message of " + message.length() + " bytes came, and the endpoint takes at most " + limit
                            + " of its kind",
                    null);
        }
    }

    /** Hands over a part as it came. */
    @SuppressWarnings("unchecked") // PlainInbound gives text deliveries Strings and binary ones ByteBuffers.
    void handOver(ApplicationSession session, PartialDelivery<?> delivery, Object part, boolean last) {
        try {
            ((PartialDelivery<Object>) delivery).deliverPart(part, last);
        } catch (Throwable e) {
            endpoint.onError(session, e);
        }
    }

    void handOver(ApplicationSession session, PongMessage message) {
        PongHandler handler = pong;
        try {
            if (handler != null) {
                handler.onPong(message);
            }
        } catch (Throwable e) {
            endpoint.onError(session, e);
        }
    }
}
