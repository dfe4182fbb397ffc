package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.glassfish.tyrus.client.ClientManager;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Platform;
import org.lighterage.benchmarks.server.SpringStompServer;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/**
 * STOMP by Spring, whose client splits what is long into several WebSocket messages. (stomp-js splits texts only.) Its server
 * does not, so that downloads are one message each, and the client's limits are raised for them. It sends over Tyrus and
 * receives over Tomcat, as {@link Lighterage} does.
 */
public final class SpringStomp implements Contender {

    /** What is around a message at most. */
    private static final int HEADERS = 1 << 16;

    @Override
    public String name() {
        return "Spring STOMP";
    }

    @Override
    public Optional<Platform> ownPlatform() {
        return Optional.of(JavaServer.SPRING);
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        WebSocketContainer receiver = new WsWebSocketContainer();
        receiver.setDefaultMaxBinaryMessageBufferSize(payload.length() + HEADERS);
        return new PairedLink(
                connect(ClientManager.createClient(), server, payload), connect(receiver, server, payload));
    }

    private static Link connect(WebSocketContainer container, Address server, Payload payload) throws Exception {
        WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient(container));
        client.setInboundMessageSizeLimit(payload.length() + HEADERS);
        client.setOutboundMessageSizeLimit(SpringStompServer.FRAME);
        Receiver receiver = new Receiver();
        StompSession session = client.connectAsync(
                        server.webSocket(SpringStompServer.PATH).toString(), receiver)
                .get();
        String answers = SpringStompServer.ANSWERS + UUID.randomUUID();
        session.subscribe(answers, receiver);
        return new Connection(session, receiver, answers);
    }

    private static final class Receiver extends StompSessionHandlerAdapter implements StompFrameHandler {

        private final Awaited answers = new Awaited();
        private volatile boolean receiptComes;

        @Override
        public Type getPayloadType(StompHeaders headers) {
            return byte[].class;
        }

        @Override
        public void handleFrame(StompHeaders headers, Object payload) {
            byte[] bytes = (byte[]) payload;
            if (receiptComes) {
                answers.put(new String(bytes, UTF_8));
            } else {
                Fingerprint came = new Fingerprint();
                came.add(ByteBuffer.wrap(bytes));
                answers.put(came.toString());
            }
        }

        @Override
        public void handleException(
                StompSession session, StompCommand command, StompHeaders headers, byte[] payload, Throwable exception) {
            answers.fail(exception);
        }

        @Override
        public void handleTransportError(StompSession session, Throwable exception) {
            answers.fail(exception);
        }
    }

    private record Connection(StompSession session, Receiver receiver, String answers) implements Link {

        @Override
        public Receipt upload(Payload payload) throws Exception {
            receiver.receiptComes = true;
            session.send(headers(SpringStompServer.UPLOAD), payload.array());
            return Receipt.verify(payload, receiver.answers.take());
        }

        @Override
        public void download(Payload payload) throws Exception {
            receiver.receiptComes = false;
            session.send(headers(SpringStompServer.DOWNLOAD), payload.toString().getBytes(UTF_8));
            Receipt.verifyFingerprint(payload, receiver.answers.take());
        }

        private StompHeaders headers(String destination) {
            StompHeaders headers = new StompHeaders();
            headers.setDestination(destination);
            // Which has it sent as it is, in binary frames.
            headers.setContentType(MimeTypeUtils.APPLICATION_OCTET_STREAM);
            headers.add(SpringStompServer.REPLY_TO, answers);
            return headers;
        }

        @Override
        public void close() {
            session.disconnect();
        }
    }
}
