package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/**
 * By the JDK's client. WebSocket has no way to send anything within a message, so that each message waits for the one before,
 * and the client has one send at a time: here they queue up, as applications have to do.
 */
public final class OrdinaryConversation implements Conversation, WebSocket.Listener {

    private final Consumer<String> echoes;
    private final Payload payload;
    private final CompletableFuture<Receipt> delivered = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private CompletableFuture<WebSocket> sent;

    private OrdinaryConversation(URI uri, Payload payload, Consumer<String> echoes) {
        this.echoes = echoes;
        this.payload = payload;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, this)
                .join();
        sent = CompletableFuture.completedFuture(socket);
    }

    public static Conversation open(Address server, Payload payload, Consumer<String> echoes) {
        return new OrdinaryConversation(
                server.webSocket("/ordinary/conversation/" + payload.length()), payload, echoes);
    }

    @Override
    public CompletableFuture<Receipt> send(Payload given) {
        ByteBuffer bytes = given.bytes();
        sent = sent.thenCompose(before -> socket.sendBinary(bytes, true));
        return delivered;
    }

    @Override
    public void sendShort(String message) {
        sent = sent.thenCompose(before -> socket.sendText(message, true));
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void take(String message) {
        if (!Character.isDigit(message.charAt(0))) {
            echoes.accept(message);
            return;
        }
        try {
            delivered.complete(Receipt.verify(payload, message));
        } catch (IOException e) {
            delivered.completeExceptionally(e);
        }
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        delivered.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
