package org.lighterage.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.NumbersServlet;
import org.lighterage.benchmarks.app.Payload;
import org.springframework.http.HttpHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.messaging.StompSubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/**
 * Spring's STOMP over WebSocket with its simple broker, on Tomcat, put together by hand as its configuration does it, with
 * channels that hand messages on at once.
 */
public final class SpringStompServer implements ServletContextListener {

    /** The longest frame that the client sends, with what is around a part of a message. */
    public static final int FRAME = 64 << 10;

    public static final String PATH = "/stomp";
    public static final String UPLOAD = "/app/upload";
    public static final String DOWNLOAD = "/app/download";

    /** Where a session gets its answers, with its name behind. */
    public static final String ANSWERS = "/topic/answers/";

    /** Which of these a message wants its answer at. */
    public static final String REPLY_TO = "reply-to";

    /** More than any message has, with its headers. */
    private static final int UNLIMITED = Integer.MAX_VALUE - 64;

    private final ExecutorSubscribableChannel inbound = new ExecutorSubscribableChannel();
    private final ExecutorSubscribableChannel outbound = new ExecutorSubscribableChannel();
    private final ExecutorSubscribableChannel broker = new ExecutorSubscribableChannel();
    private final SimpMessagingTemplate answers = new SimpMessagingTemplate(broker);

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = TomcatServer.create();
        Context context = tomcat.addContext(ServerProcess.CONTEXT_PATH, null);
        context.addParameter("org.apache.tomcat.websocket.binaryBufferSize", String.valueOf(FRAME));
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (classes, servletContext) -> servletContext.addListener(new SpringStompServer()), Set.of());
        TomcatServer.addServlets(context, List.of(new NumbersServlet()));
        tomcat.start();
        ServerProcess.ready(tomcat.getConnector().getLocalPort());
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServerContainer container =
                (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        SubProtocolWebSocketHandler handler = createHandler();
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(StandardWebSocketHandlerAdapter.class, PATH)
                    .configurator(new ServerEndpointConfig.Configurator() {
                        @Override
                        public <T> T getEndpointInstance(Class<T> type) {
                            return type.cast(new StandardWebSocketHandlerAdapter(
                                    handler, new StandardWebSocketSession(new HttpHeaders(), Map.of(), null, null)));
                        }
                    })
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    private SubProtocolWebSocketHandler createHandler() {
        StompSubProtocolHandler stomp = new StompSubProtocolHandler();
        stomp.setMessageSizeLimit(UNLIMITED);
        SubProtocolWebSocketHandler handler = new SubProtocolWebSocketHandler(inbound, outbound);
        handler.setDefaultProtocolHandler(stomp);
        handler.setSendBufferSizeLimit(UNLIMITED);
        handler.setSendTimeLimit(600_000);
        SimpleBrokerMessageHandler simpleBroker =
                new SimpleBrokerMessageHandler(inbound, outbound, broker, List.of("/topic"));
        MessageHandler application = this::answer;
        inbound.subscribe(application);
        simpleBroker.start();
        handler.start();
        return handler;
    }

    private void answer(Message<?> message) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) != SimpMessageType.MESSAGE) {
            return;
        }
        byte[] bytes = (byte[]) message.getPayload();
        String replyTo = SimpMessageHeaderAccessor.wrap(message).getFirstNativeHeader(REPLY_TO);
        String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
        if (DOWNLOAD.equals(destination)) {
            reply(replyTo, Payload.parse(new String(bytes, UTF_8)).array());
        } else if (UPLOAD.equals(destination)) {
            Fingerprint fingerprint = new Fingerprint();
            fingerprint.add(ByteBuffer.wrap(bytes));
            reply(replyTo, fingerprint.receipt().getBytes(UTF_8));
        }
    }

    private void reply(String destination, byte[] bytes) {
        SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
        // Which has it sent as it is, in a binary frame.
        headers.setContentType(MimeTypeUtils.APPLICATION_OCTET_STREAM);
        headers.setDestination(destination);
        answers.send(destination, MessageBuilder.createMessage(bytes, headers.getMessageHeaders()));
    }
}
