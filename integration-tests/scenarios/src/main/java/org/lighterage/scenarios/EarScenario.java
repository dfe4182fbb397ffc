package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.ear.FirstEndpoint;
import org.lighterage.scenarios.ear.SecondEndpoint;

/** Two WARs of an EAR have their own endpoints each. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class EarScenario {

    private static final String SHARED = "shared-library";
    private static final String OWN = "own-libraries";
    private static final String TEXT = "x".repeat(300_000);

    @ArquillianResource
    private Deployer deployer;

    /** The library is there once, for both. */
    @Deployment(name = SHARED, managed = false, testable = false)
    static EnterpriseArchive shared() {
        return ShrinkWrap.create(EnterpriseArchive.class, SHARED + ".ear")
                .addAsLibraries(ScenarioWar.libraries())
                .addAsModule(first())
                .addAsModule(second());
    }

    /** Each has the library for itself. */
    @Deployment(name = OWN, managed = false, testable = false)
    static EnterpriseArchive own() {
        return ShrinkWrap.create(EnterpriseArchive.class, OWN + ".ear")
                .addAsModule(first().addAsLibraries(ScenarioWar.libraries()))
                .addAsModule(second().addAsLibraries(ScenarioWar.libraries()));
    }

    private static WebArchive first() {
        return war("ear-first", FirstEndpoint.class);
    }

    private static WebArchive second() {
        return war("ear-second", SecondEndpoint.class);
    }

    private static WebArchive war(String name, Class<?> endpoint) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClass(endpoint)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    private static String exchange(String application, String path) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = Scenario.newClient();
                Session session =
                        recorder.connect(client, Server.application(application).resolve(path))) {
            session.getBasicRemote().sendText(TEXT);
            return recorder.nextText();
        }
    }

    @Test
    void eachWarWithTheLibraryHasItsOwnEndpoints() throws Exception {
        assertThatEachHasItsOwnEndpoints(OWN);
    }

    @Test
    void eachWarHasItsOwnEndpointsOfASharedLibrary() throws Exception {
        assertThatEachHasItsOwnEndpoints(SHARED);
    }

    private void assertThatEachHasItsOwnEndpoints(String ear) throws Exception {
        deployer.deploy(ear);
        try {
            assertThat(exchange("ear-first", "first")).isEqualTo("first of /ear-first/first 300000");
            assertThat(exchange("ear-second", "second")).isEqualTo("second of /ear-second/second 300000");
            assertThatThrownBy(() -> exchange("ear-first", "second")).isInstanceOf(DeploymentException.class);
            assertThatThrownBy(() -> exchange("ear-second", "first")).isInstanceOf(DeploymentException.class);
        } finally {
            deployer.undeploy(ear);
        }
    }
}
