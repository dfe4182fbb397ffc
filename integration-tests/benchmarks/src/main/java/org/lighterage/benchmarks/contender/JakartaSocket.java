package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;

/** An ordinary connection by a client of the platform's API, which receives long messages in parts. It does not send them. */
final class JakartaSocket extends AwaitingEndpoint implements Link {

    private final boolean text;
    private final Session session;
    private Fingerprint coming = new Fingerprint();

    JakartaSocket(WebSocketContainer container, URI uri, Kind kind) throws Exception {
        text = kind.isText();
        session = container.connectToServer(
                this, ClientEndpointConfig.Builder.create().build(), uri);
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        if (text) {
            MessageHandler.Partial<String> texts = (part, last) -> {
                coming.add(part);
                end(last);
            };
            opened.addMessageHandler(String.class, texts);
        } else {
            MessageHandler.Partial<ByteBuffer> bytes = (part, last) -> {
                coming.add(part);
                end(last);
            };
            opened.addMessageHandler(ByteBuffer.class, bytes);
        }
    }

    private void end(boolean last) {
        if (last) {
            messages.put(coming.toString());
            coming = new Fingerprint();
        }
    }

    /** Has the server send a message: by a message of the other kind. */
    static void ask(Session session, boolean text, Payload wanted) throws IOException {
        String request = wanted.toString();
        if (text) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(request.getBytes(UTF_8)));
        } else {
            session.getBasicRemote().sendText(request);
        }
    }

    @Override
    public Receipt upload(Payload payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void download(Payload payload) throws Exception {
        ask(session, text, payload);
        Receipt.verifyFingerprint(payload, messages.take());
    }

    @Override
    public void close() throws IOException {
        session.close();
    }
}
