package org.lighterage.benchmarks.contender;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;

/** An endpoint whose messages are waited for, until the connection ends; subclasses say what they are. */
abstract class AwaitingEndpoint extends Endpoint {

    final Awaited messages = new Awaited();

    @Override
    public void onClose(Session session, CloseReason reason) {
        messages.fail(new IOException("Closed with " + reason));
    }

    @Override
    public void onError(Session session, Throwable error) {
        messages.fail(error);
    }
}
