package org.lighterage.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.Recorder;
import org.lighterage.scenarios.Scenario;
import org.lighterage.scenarios.ScenarioWar;
import org.lighterage.scenarios.identity.IdentityEndpoint;

/** The identity of a login at the server's realm is the session's in every callback: one of a filter is not on Jetty. */
@RunAsClient
public class JettyLoginTest extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create("login")
                .addClass(IdentityEndpoint.class)
                .setWebXML(
                        new StringAsset(
                                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                    <security-constraint>
                        <web-resource-collection>
                            <web-resource-name>sessions</web-resource-name>
                            <url-pattern>/identity/*</url-pattern>
                        </web-resource-collection>
                        <auth-constraint>
                            <role-name>user</role-name>
                        </auth-constraint>
                    </security-constraint>
                    <login-config>
                        <auth-method>BASIC</auth-method>
                        <realm-name>lighterage</realm-name>
                    </login-config>
                    <security-role>
                        <role-name>user</role-name>
                    </security-role>
                </web-app>
                """));
    }

    @Test
    void everyCallbackOfALighteragePeerKnowsWhoTheSessionBelongsTo() throws Exception {
        try (LighterageClient client = newClient()) {
            goThrough(client, "login-negotiated");
        }
    }

    @Test
    void everyCallbackOfAPlainPeerKnowsWhoTheSessionBelongsTo() throws Exception {
        goThrough(ClientManager.createClient(), "login-plain");
    }

    @Test
    void whoHasNoLoginIsRefused() {
        assertThatThrownBy(() -> new Recorder().connect(ClientManager.createClient(), endpoint("identity/nobody")))
                .isInstanceOf(DeploymentException.class);
    }

    private void goThrough(WebSocketContainer client, String name) throws Exception {
        try (Session session = client.connectToServer(new Recorder(), asAda(), endpoint("identity/" + name))) {
            session.getBasicRemote().sendText("text");
            awaitNotes(name, "open", "message", "error");
        }
        awaitNotes(name, "close");
    }

    private static ClientEndpointConfig asAda() {
        String credentials = Base64.getEncoder().encodeToString("ada:lovelace".getBytes(UTF_8));
        return ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Basic " + credentials));
                    }
                })
                .build();
    }

    private void awaitNotes(String name, String... callbacks) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> {
            String journal = journal(name);
            for (String callback : callbacks) {
                assertThat(journal).contains(name + " " + callback + " of ada");
            }
        });
    }
}
