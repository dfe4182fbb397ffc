package org.lighterage.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.lighterage.LighterageSession;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.client.LighterageClient;

/** By Lighterage, with short messages between the frames of the long one. */
public final class LighterageConversation implements Conversation {

    private final Payload payload;
    private final Consumer<String> echoes;
    private final CompletableFuture<Receipt> delivered = new CompletableFuture<>();
    private final LighterageClient client = LighterageClient.builder()
            .container(TomcatClient.container())
            .set("ordering", "interleaved")
            .required()
            .build();
    private final LighterageSession session;

    private LighterageConversation(Address server, Payload payload, Consumer<String> echoes) throws Exception {
        this.payload = payload;
        this.echoes = echoes;
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session opened, EndpointConfig config) {
                MessageHandler.Whole<String> texts = LighterageConversation.this::take;
                opened.addMessageHandler(String.class, texts);
            }

            @Override
            public void onError(Session failed, Throwable error) {
                delivered.completeExceptionally(error);
            }
        };
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        session = client.connectToServer(endpoint, config, server.webSocket("/interleaved"));
    }

    public static Conversation open(Address server, Payload payload, Consumer<String> echoes) throws Exception {
        return new LighterageConversation(server, payload, echoes);
    }

    @Override
    public CompletableFuture<Receipt> send(Payload given) {
        session.send(given.bytes()).delivered().whenComplete((done, failure) -> {
            if (failure != null) {
                delivered.completeExceptionally(failure);
            }
        });
        return delivered;
    }

    @Override
    public void sendShort(String text) {
        session.send(text);
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
    public void close() throws IOException {
        session.close();
        client.close();
    }
}
