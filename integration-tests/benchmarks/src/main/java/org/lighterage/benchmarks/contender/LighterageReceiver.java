package org.lighterage.benchmarks.contender;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import java.io.IOException;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;

/** The client's end: what is not of the kind that is exchanged is a receipt. */
public abstract class LighterageReceiver {

    private final boolean text;
    private final Awaited receipts = new Awaited();
    private final Awaited messages = new Awaited();

    LighterageReceiver(Payload payload) {
        text = payload.kind().isText();
    }

    Awaited receipts() {
        return receipts;
    }

    Awaited messages() {
        return messages;
    }

    boolean exchangesText() {
        return text;
    }

    void message(Fingerprint came) {
        messages.put(came.toString());
    }

    @OnError
    public void failed(Throwable error) {
        receipts.fail(error);
        messages.fail(error);
    }

    @OnClose
    public void closed(CloseReason reason) {
        failed(new IOException("Closed with " + reason));
    }
}
