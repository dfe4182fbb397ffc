package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;

/** Takes messages as a whole. */
@ClientEndpoint
@LargeMessages(maxMessageSize = "1GiB")
public final class WholeReceiver extends LighterageReceiver {

    WholeReceiver(Payload payload) {
        super(payload);
    }

    @OnMessage
    public void binary(ByteBuffer bytes) {
        if (exchangesText()) {
            receipts().put(UTF_8.decode(bytes).toString());
            return;
        }
        Fingerprint came = new Fingerprint();
        came.add(bytes);
        message(came);
    }

    @OnMessage
    public void text(String text) {
        if (!exchangesText()) {
            receipts().put(text);
            return;
        }
        Fingerprint came = new Fingerprint();
        came.add(text);
        message(came);
    }
}
