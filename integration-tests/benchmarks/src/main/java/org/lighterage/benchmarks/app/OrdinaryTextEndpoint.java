package org.lighterage.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The same as {@link OrdinaryBinaryEndpoint} with text and binary exchanged: what is asked for and answered is binary. */
@ServerEndpoint("/ordinary/text/{limit}")
public class OrdinaryTextEndpoint {

    @OnOpen
    public void open(Session session, @PathParam("limit") int limit) {
        session.setMaxTextMessageBufferSize(limit);
    }

    @OnMessage
    public ByteBuffer upload(String text) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(text);
        return ByteBuffer.wrap(fingerprint.receipt().getBytes(UTF_8));
    }

    @OnMessage
    public void download(byte[] payload, Session session) throws IOException {
        session.getBasicRemote()
                .sendText(Payload.parse(new String(payload, UTF_8)).text());
    }
}
