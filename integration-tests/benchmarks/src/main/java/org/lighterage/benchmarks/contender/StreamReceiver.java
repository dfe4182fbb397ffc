package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import org.lighterage.LargeMessages;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;

/** Reads messages while they come. */
@ClientEndpoint
@LargeMessages(maxMessageSize = "1GiB", streaming = true)
public final class StreamReceiver extends LighterageReceiver {

    StreamReceiver(Payload payload) {
        super(payload);
    }

    @OnMessage
    public void binary(InputStream bytes) throws IOException {
        if (exchangesText()) {
            receipts().put(new String(bytes.readAllBytes(), UTF_8));
            return;
        }
        Fingerprint came = new Fingerprint();
        came.add(bytes);
        message(came);
    }

    @OnMessage
    public void text(Reader text) throws IOException {
        if (!exchangesText()) {
            StringWriter receipt = new StringWriter();
            text.transferTo(receipt);
            receipts().put(receipt.toString());
            return;
        }
        Fingerprint came = new Fingerprint();
        came.add(text);
        message(came);
    }
}
