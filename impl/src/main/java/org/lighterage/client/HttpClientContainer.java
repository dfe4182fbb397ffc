package org.lighterage.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.lighterage.transfer.Scheduler;

/**
 * What {@link LighterageClient} needs of a container, over the JDK's own WebSockets: those need no implementation beside
 * them, and mask what is sent eight bytes at a time, where others do it byte by byte. Safe for use by any thread.
 */
final class HttpClientContainer implements WebSocketContainer {

    private static final int DEFAULT_BUFFER_SIZE = 8192;

    private final HttpClient client;
    private final Scheduler scheduler;

    private volatile long asyncSendTimeout;
    private volatile long maxSessionIdleTimeout;
    private volatile int maxBinaryMessageBufferSize = DEFAULT_BUFFER_SIZE;
    private volatile int maxTextMessageBufferSize = DEFAULT_BUFFER_SIZE;

    /** @param scheduler closes sessions that are idle for too long */
    HttpClientContainer(HttpClient client, Scheduler scheduler) {
        this.client = client;
        this.scheduler = scheduler;
    }

    /** Connects; the endpoint's onOpen has returned when this does, and nothing is received before. */
    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        HttpClientSession session = new HttpClientSession(this, scheduler, endpoint, config, uri);
        WebSocket webSocket = await(open(session, config, uri), uri);
        try {
            config.getConfigurator().afterResponse(responseOf(webSocket));
            session.open(webSocket);
        } catch (RuntimeException e) {
            // Nobody would have the connection.
            webSocket.abort();
            throw e;
        }
        return session;
    }

    private CompletableFuture<WebSocket> open(HttpClientSession session, ClientEndpointConfig config, URI uri) {
        WebSocket.Builder builder = clientOf(config.getSSLContext()).newWebSocketBuilder();
        List<String> subprotocols = config.getPreferredSubprotocols();
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.get(0), subprotocols.stream().skip(1).toArray(String[]::new));
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Sec-WebSocket-Protocol", new ArrayList<>(subprotocols));
        config.getConfigurator().beforeRequest(headers);
        headers.remove("Sec-WebSocket-Protocol");
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.buildAsync(uri, session);
    }

    /** A client is bound to its context for TLS: where an endpoint has one of its own, one like it has that. */
    private HttpClient clientOf(SSLContext sslContext) {
        if (sslContext == null) {
            return client;
        }
        HttpClient.Builder builder = HttpClient.newBuilder().sslContext(sslContext);
        client.proxy().ifPresent(builder::proxy);
        client.authenticator().ifPresent(builder::authenticator);
        client.connectTimeout().ifPresent(builder::connectTimeout);
        client.executor().ifPresent(builder::executor);
        client.cookieHandler().ifPresent(builder::cookieHandler);
        return builder.followRedirects(client.followRedirects()).build();
    }

    private static WebSocket await(CompletableFuture<WebSocket> opening, URI uri)
            throws DeploymentException, IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new DeploymentException(
                        uri + " refused the WebSocket handshake with the HTTP status "
                                + refused.getResponse().statusCode(),
                        refused);
            }
            throw new DeploymentException(uri + " could not be reached: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            opening.thenAccept(WebSocket::abort);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while connecting to " + uri);
        }
    }

    /** The JDK tells no other header of the response. */
    private static HandshakeResponse responseOf(WebSocket webSocket) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (!webSocket.getSubprotocol().isEmpty()) {
            headers.put("Sec-WebSocket-Protocol", List.of(webSocket.getSubprotocol()));
        }
        return () -> headers;
    }

    @Override
    public Session connectToServer(Object endpoint, URI uri) {
        throw annotated();
    }

    @Override
    public Session connectToServer(Class<?> endpointClass, URI uri) {
        throw annotated();
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri) {
        throw annotated();
    }

    private static UnsupportedOperationException annotated() {
        return new UnsupportedOperationException("Endpoint classes are connected with LighterageClient");
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return asyncSendTimeout;
    }

    @Override
    public void setAsyncSendTimeout(long milliseconds) {
        asyncSendTimeout = milliseconds;
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return maxSessionIdleTimeout;
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long milliseconds) {
        maxSessionIdleTimeout = milliseconds;
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return maxBinaryMessageBufferSize;
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int max) {
        maxBinaryMessageBufferSize = max;
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return maxTextMessageBufferSize;
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        maxTextMessageBufferSize = max;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of();
    }
}
