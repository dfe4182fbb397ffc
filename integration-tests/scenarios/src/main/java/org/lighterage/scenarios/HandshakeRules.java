package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.RunAsClient;

/** Handshakes and configuration (Jakarta WebSocket, chapters 2, 3 and 5): rules 6 and 21 to 24. */
@RunAsClient
public abstract class HandshakeRules extends EndpointRules {

    private String answer(Peer peer, String path, String text, String... subprotocols) throws Exception {
        return withClient(peer, client -> {
            Recorder recorder = new Recorder();
            try (Session session = recorder.connect(client, endpoint(path), subprotocols)) {
                session.getBasicRemote().sendText(text);
                return recorder.nextText();
            }
        });
    }

    @WithEachPeer
    void rule06_theConfiguratorsHooksAreCalledInOrderAndMakeTheInstance(Peer peer) throws Exception {
        int before = notesOf("recording").size();
        assertThat(answer(peer, "handshakes/recorded", "", "news", "chat")).isEqualTo("1 Recorded");
        List<String> calls = notesOf("recording");
        assertThat(calls.subList(before, calls.size()))
                .containsExactly(
                        "checkOrigin",
                        "getNegotiatedSubprotocol [chat, news] [news, chat]",
                        "getNegotiatedExtensions",
                        "modifyHandshake Recorded",
                        "getEndpointInstance Recorded",
                        "open");
    }

    @WithEachPeer
    void rule06_anEndpointHasOneConfigurator(Peer peer) throws Exception {
        assertThat(answer(peer, "handshakes/recorded", "", "chat")).isEqualTo("1 Recorded");
        assertThat(answer(peer, "handshakes/recorded", "", "chat")).isEqualTo("1 Recorded");
    }

    @WithEachPeer
    void rule06_aConfiguratorMayGiveAllConnectionsOneInstance(Peer peer) throws Exception {
        int first = Integer.parseInt(answer(peer, "handshakes/shared", ""));
        assertThat(answer(peer, "handshakes/shared", "")).isEqualTo(String.valueOf(first + 1));
    }

    @WithEachPeer
    void rule21_theFirstSubprotocolThatTheClientOffersAndTheEndpointSupports(Peer peer) throws Exception {
        assertThat(answer(peer, "handshakes/subprotocols", "", "other", "news", "chat"))
                .isEqualTo("[news]");
        assertThat(answer(peer, "handshakes/subprotocols", "", "chat", "news")).isEqualTo("[chat]");
    }

    @WithEachPeer
    void rule21_noneIsEmpty(Peer peer) throws Exception {
        assertThat(answer(peer, "handshakes/subprotocols", "")).isEqualTo("[]");
    }

    @WithEachPeer
    void rule21_aConfiguratorMayChooseAnother(Peer peer) throws Exception {
        assertThat(answer(peer, "handshakes/choosing", "", "chat", "own")).isEqualTo("[own]");
    }

    /** A client's side of the handshake with headers. */
    private static final class Headers extends ClientEndpointConfig.Configurator {

        private final String origin;
        private final CompletableFuture<List<String>> answer = new CompletableFuture<>();

        Headers(String origin) {
            this.origin = origin;
        }

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.put("Origin", List.of(origin));
            headers.put("X-Question", List.of("why"));
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            answer.complete(response.getHeaders().get("X-Answer"));
        }
    }

    private Session connect(WebSocketContainer client, Headers headers) throws Exception {
        return client.connectToServer(
                new Recorder(),
                ClientEndpointConfig.Builder.create().configurator(headers).build(),
                notingEndpoint("handshakes/particular"));
    }

    @WithEachPeer
    void rule22_modifyHandshakeSeesTheRequestAndAddsToTheResponse(Peer peer) throws Exception {
        Headers headers = new Headers("http://welcome.example");
        withClient(peer, client -> {
            connect(client, headers).close();
            return null;
        });
        assertThat(get(headers.answer)).containsExactly("why!");
        assertThat(notes()).containsExactly("modifyHandshake " + test);
    }

    @WithEachPeer
    void rule22_whatCheckOriginRefusesGoesNoFurther(Peer peer) throws Exception {
        assertThatThrownBy(() -> withClient(peer, client -> connect(client, new Headers("http://other.example"))))
                .isInstanceOf(DeploymentException.class);
        assertThat(notes()).isEmpty();
    }

    @WithEachPeer
    void rule23_userPropertiesBelongToTheConnection(Peer peer) throws Exception {
        String path = noting("handshakes/properties");
        talk(peer, path, (session, recorder) -> {
            session.getBasicRemote().sendText("one");
            assertThat(recorder.nextText()).isEqualTo("{opened=" + test + ", test=" + test + "} " + test);
            talk(peer, path + "+", (other, others) -> {
                other.getBasicRemote().sendText("two");
                assertThat(others.nextText()).isEqualTo("{opened=" + test + "+, test=" + test + "+} " + test + "+");
            });
            session.getBasicRemote().sendText("one");
            assertThat(recorder.nextText()).isEqualTo("{added=one, opened=" + test + ", test=" + test + "} " + test);
        });
        assertThat(notesUntil("closed")).containsExactly("closed {added=one, opened=" + test + ", test=" + test + "}");
    }

    @WithEachPeer
    void rule24_theConfigurationIsTheEndpointsOwn(Peer peer) throws Exception {
        talk(peer, noting("handshakes/config/some"), (session, recorder) -> {
            session.getBasicRemote().sendText("word");
            assertThat(recorder.nextText()).isEqualTo("text word as text");
        });
        String config =
                " /handshakes/config/{any} Config [SeeingEncoder] [SeeingDecoder] [chat] [] TestNameConfigurator";
        assertThat(notes()).containsExactlyInAnyOrder("open" + config, "decoder" + config, "encoder" + config);
    }
}
