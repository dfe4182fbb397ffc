package org.lighterage.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.LargeMessages;
import org.lighterage.WebSocketScoped;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.Recorder;
import org.lighterage.scenarios.ScenarioWar;

/** The sessions of an application that is stopped end with their beans, while these can still be called. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TomcatScopeUndeployTest {

    /** A system property, since nothing else of the application is left to be asked. */
    private static final String ENDS = "lighterage.test.ends";

    @Deployment(name = "stopped", managed = false, testable = false)
    static WebArchive war() {
        return ScenarioWar.create().addClasses(StoppedEndpoint.class, Visits.class);
    }

    @WebSocketScoped
    public static class Visits {

        private int count;

        public int next() {
            return ++count;
        }

        @PreDestroy
        void destroyed() {
            System.setProperty(ENDS, System.getProperty(ENDS, "") + "destroyed at " + count + ";");
        }
    }

    @ServerEndpoint("/stopped")
    @LargeMessages
    public static class StoppedEndpoint {

        @Inject
        private Visits visits;

        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote().sendText("open " + visits.next());
        }

        @OnClose
        public void close() {
            visits.next();
        }
    }

    @ArquillianResource
    private Deployer deployer;

    @Test
    void sessionsEndWithTheirBeansWhenTheApplicationIsStopped() throws Exception {
        System.clearProperty(ENDS);
        deployer.deploy("stopped");
        URI uri = URI.create("ws://localhost:" + System.getProperty("tomcat.port") + "/scenarios/stopped");
        Recorder plain = new Recorder();
        Recorder negotiated = new Recorder();
        try (LighterageClient client = LighterageClient.builder()
                .container(ClientManager.createClient())
                .build()) {
            plain.connect(ClientManager.createClient(), uri);
            negotiated.connect(client, uri);
            assertThat(plain.nextText()).isEqualTo("open 1");
            assertThat(negotiated.nextText()).isEqualTo("open 1");
            deployer.undeploy("stopped");
        }
        assertThat(System.getProperty(ENDS)).isEqualTo("destroyed at 2;destroyed at 2;");
    }
}
