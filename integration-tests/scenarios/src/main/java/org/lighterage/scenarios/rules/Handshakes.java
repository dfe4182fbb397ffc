package org.lighterage.scenarios.rules;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Endpoints with configurators of their own. */
public final class Handshakes {

    private Handshakes() {}

    /** Notes each call, of all tests in one place, and leaves what is asked to the platform. */
    public static class Recording extends ServerEndpointConfig.Configurator {

        static final String NOTES = "recording";

        private static final AtomicInteger MADE = new AtomicInteger();

        public Recording() {
            MADE.incrementAndGet();
        }

        @Override
        public boolean checkOrigin(String origin) {
            Notes.add(NOTES, "checkOrigin");
            return super.checkOrigin(origin);
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            Notes.add(NOTES, "getNegotiatedSubprotocol " + supported + " " + requested);
            return getContainerDefaultConfigurator().getNegotiatedSubprotocol(supported, requested);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            Notes.add(NOTES, "getNegotiatedExtensions");
            return super.getNegotiatedExtensions(installed, requested);
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            Notes.add(NOTES, "modifyHandshake " + config.getEndpointClass().getSimpleName());
            super.modifyHandshake(config, request, response);
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
            Notes.add(NOTES, "getEndpointInstance " + endpointClass.getSimpleName());
            return super.getEndpointInstance(endpointClass);
        }
    }

    @ServerEndpoint(
            value = "/handshakes/recorded",
            subprotocols = {"chat", "news"},
            configurator = Recording.class)
    public static class Recorded {

        @OnOpen
        public void open() {
            Notes.add(Recording.NOTES, "open");
        }

        @OnMessage
        public String configurators(String text) {
            return Recording.MADE + " " + getClass().getSimpleName();
        }
    }

    /** Gives all connections the same instance. */
    public static class Sharing extends ServerEndpointConfig.Configurator {

        private final Shared shared = new Shared();

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(shared);
        }
    }

    @ServerEndpoint(value = "/handshakes/shared", configurator = Sharing.class)
    public static class Shared {

        private final AtomicInteger messages = new AtomicInteger();

        @OnMessage
        public int count(String text) {
            return messages.incrementAndGet();
        }
    }

    /** Refuses all but one origin, and notes that it goes on. */
    public static class Particular extends TestNameConfigurator {

        @Override
        public boolean checkOrigin(String origin) {
            return "http://welcome.example".equals(origin);
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            super.modifyHandshake(config, request, response);
            Notes.add(
                    request.getQueryString(),
                    "modifyHandshake " + config.getUserProperties().get("test"));
            response.getHeaders()
                    .put(
                            "X-Answer",
                            List.of(request.getHeaders().get("X-Question").get(0) + "!"));
        }
    }

    @ServerEndpoint(value = "/handshakes/particular", configurator = Particular.class)
    public static class Selected {

        @OnMessage
        public String echo(String text) {
            return text;
        }
    }

    /** Chooses a subprotocol that nobody else would. */
    public static class Choosing extends ServerEndpointConfig.Configurator {

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return requested.isEmpty() ? "" : requested.get(requested.size() - 1);
        }
    }

    @ServerEndpoint(
            value = "/handshakes/choosing",
            subprotocols = {"chat", "news"},
            configurator = Choosing.class)
    public static class Chosen {

        @OnMessage
        public String which(String text, Session session) {
            return "[" + session.getNegotiatedSubprotocol() + "]";
        }
    }

    @ServerEndpoint(
            value = "/handshakes/subprotocols",
            subprotocols = {"chat", "news"})
    public static class Subprotocols {

        @OnMessage
        public String which(String text, Session session) {
            return "[" + session.getNegotiatedSubprotocol() + "]";
        }
    }

    /** Puts what it is asked for into the properties of the connection. */
    @ServerEndpoint(value = "/handshakes/properties", configurator = TestNameConfigurator.class)
    public static class Properties {

        private EndpointConfig config;

        @OnOpen
        public void open(Session session, EndpointConfig given) {
            config = given;
            session.getUserProperties().put("opened", session.getQueryString());
        }

        @OnMessage
        public String properties(String added, Session session) {
            String sorted = sorted(session.getUserProperties());
            session.getUserProperties().put("added", added);
            return sorted + " " + config.getUserProperties().get("test");
        }

        private static String sorted(Map<String, Object> properties) {
            Map<String, Object> own = new TreeMap<>(properties);
            own.keySet().retainAll(List.of("test", "opened", "added"));
            return own.toString();
        }

        @OnClose
        public void close(Session session) {
            Notes.add(session.getQueryString(), "closed " + sorted(session.getUserProperties()));
        }
    }

    /** Notes the configuration that it is initialised with. */
    public static class SeeingDecoder extends WordCoders.TextDecoder {

        @Override
        public void init(EndpointConfig config) {
            note("decoder", config);
        }

        static void note(String who, EndpointConfig config) {
            ServerEndpointConfig server = (ServerEndpointConfig) config;
            Notes.add(
                    TestNameConfigurator.test(config),
                    who + " " + server.getPath() + " "
                            + server.getEndpointClass().getSimpleName() + " "
                            + names(server.getEncoders(), Encoder.class) + " "
                            + names(server.getDecoders(), Decoder.class) + " "
                            + server.getSubprotocols() + " "
                            + server.getExtensions() + " "
                            + server.getConfigurator().getClass().getSimpleName());
        }

        private static <T> List<String> names(List<Class<? extends T>> classes, Class<T> kind) {
            return classes.stream()
                    .map(type -> type.asSubclass(kind).getSimpleName())
                    .toList();
        }
    }

    /** Notes the configuration that it is initialised with. */
    public static class SeeingEncoder extends WordCoders.TextEncoder {

        @Override
        public void init(EndpointConfig config) {
            SeeingDecoder.note("encoder", config);
        }
    }

    @ServerEndpoint(
            value = "/handshakes/config/{any}",
            subprotocols = "chat",
            decoders = SeeingDecoder.class,
            encoders = SeeingEncoder.class,
            configurator = TestNameConfigurator.class)
    public static class Config {

        @OnOpen
        public void open(EndpointConfig config) {
            SeeingDecoder.note("open", config);
        }

        @OnMessage
        public Word take(Word word) {
            return word;
        }
    }
}
