package org.lighterage.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.Recorder;
import org.lighterage.scenarios.ScenarioWar;

/** The sessions of an application that is stopped end with their beans, while these can still be called. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TomcatScopeUndeployTest {

    /** A system property, since nothing else of the application is left to be asked. */
    private static final String ENDS = "lighterage.scenarios.ended";

    @Deployment(name = "stopped", managed = false, testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }

    @ArquillianResource
    private Deployer deployer;

    @Test
    void sessionsEndWithTheirBeansWhenTheApplicationIsStopped() throws Exception {
        System.clearProperty(ENDS);
        deployer.deploy("stopped");
        URI uri = URI.create("ws://localhost:" + System.getProperty("tomcat.port") + "/scenarios/scope/stopped");
        Recorder plain = new Recorder();
        Recorder negotiated = new Recorder();
        try (LighterageClient client = LighterageClient.builder()
                .container(ClientManager.createClient())
                .build()) {
            plain.connect(ClientManager.createClient(), uri);
            negotiated.connect(client, uri);
            assertThat(plain.nextText()).startsWith("open 1");
            assertThat(negotiated.nextText()).startsWith("open 1");
            deployer.undeploy("stopped");
        }
        assertThat(System.getProperty(ENDS)).isEqualTo("stopped counted 2\nstopped counted 2\n");
    }
}
