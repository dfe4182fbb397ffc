package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/** Puts together what comes in parts, and sends it back whole. */
@ServerEndpoint("/parts")
@LargeMessages
public class PartsEndpoint {

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @OnMessage
    public String part(String part, boolean last) {
        text.append(part);
        if (!last) {
            return null;
        }
        String whole = text.toString();
        text.setLength(0);
        return whole;
    }

    @OnMessage
    public ByteBuffer part(boolean last, ByteBuffer part) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
        if (!last) {
            return null;
        }
        ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
        bytes.reset();
        return whole;
    }
}
