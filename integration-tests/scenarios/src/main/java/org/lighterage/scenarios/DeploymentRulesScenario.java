package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.util.Map;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lighterage.scenarios.broken.DotSegmentEndpoint;
import org.lighterage.scenarios.broken.DotsSegmentEndpoint;
import org.lighterage.scenarios.broken.DoubleSlashEndpoint;
import org.lighterage.scenarios.broken.FineEndpoint;
import org.lighterage.scenarios.broken.RelativeEndpoint;
import org.lighterage.scenarios.broken.RoomsEndpoint;
import org.lighterage.scenarios.broken.SameRoomsEndpoint;
import org.lighterage.scenarios.broken.SameVariablesEndpoint;
import org.lighterage.scenarios.broken.TwoOpensEndpoint;

/**
 * Endpoints that cannot be deployed (Jakarta WebSocket, sections 4.1 and 5.2.1): rules 1 and 5. What is wrong with single
 * classes is tested where these are read.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class DeploymentRulesScenario {

    private static final String FINE = "fine";
    private static final String DOUBLE_SLASH = "double-slash";
    private static final String DOT_SEGMENT = "dot-segment";
    private static final String DOTS_SEGMENT = "dots-segment";
    private static final String RELATIVE = "relative";
    private static final String SAME_VARIABLES = "same-variables";
    private static final String SAME_TEMPLATES = "same-templates";
    private static final String TWO_OPENS = "two-opens";

    @ArquillianResource
    private Deployer deployer;

    @RegisterExtension
    private final ServerLog log = new ServerLog();

    private static WebArchive war(String name, Class<?>... broken) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(ScenarioWar.libraries())
                .addClasses(broken)
                .addClass(FineEndpoint.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .setWebXML(ScenarioWar.webXml(Map.of("lighterage.endpoints", "all")));
    }

    @Deployment(name = FINE, managed = false, testable = false)
    static WebArchive fine() {
        return war(FINE);
    }

    @Deployment(name = DOUBLE_SLASH, managed = false, testable = false)
    static WebArchive doubleSlash() {
        return war(DOUBLE_SLASH, DoubleSlashEndpoint.class);
    }

    @Deployment(name = DOT_SEGMENT, managed = false, testable = false)
    static WebArchive dotSegment() {
        return war(DOT_SEGMENT, DotSegmentEndpoint.class);
    }

    @Deployment(name = DOTS_SEGMENT, managed = false, testable = false)
    static WebArchive dotsSegment() {
        return war(DOTS_SEGMENT, DotsSegmentEndpoint.class);
    }

    @Deployment(name = RELATIVE, managed = false, testable = false)
    static WebArchive relative() {
        return war(RELATIVE, RelativeEndpoint.class);
    }

    @Deployment(name = SAME_VARIABLES, managed = false, testable = false)
    static WebArchive sameVariables() {
        return war(SAME_VARIABLES, SameVariablesEndpoint.class);
    }

    @Deployment(name = SAME_TEMPLATES, managed = false, testable = false)
    static WebArchive sameTemplates() {
        return war(SAME_TEMPLATES, RoomsEndpoint.class, SameRoomsEndpoint.class);
    }

    @Deployment(name = TWO_OPENS, managed = false, testable = false)
    static WebArchive twoOpens() {
        return war(TWO_OPENS, TwoOpensEndpoint.class);
    }

    private String echo(String application) throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(
                ClientManager.createClient(), Server.application(application).resolve("fine"))) {
            session.getBasicRemote().sendText("here");
            return recorder.nextText();
        }
    }

    private void assertRefused(String application, String error, Class<?> broken) {
        try {
            deployer.deploy(application);
        } catch (Exception e) {
            // Some adapters say so, others leave it to the log.
            assertThat(e).isNotNull();
        }
        try {
            assertThat(log.text()).contains(error, broken.getName());
            assertThatThrownBy(() -> echo(application)).isInstanceOf(DeploymentException.class);
        } finally {
            deployer.undeploy(application);
        }
    }

    @Test
    void rule01_aPathWithADoubleSlashIsRefused() {
        assertRefused(DOUBLE_SLASH, "LIGHTERAGE-302", DoubleSlashEndpoint.class);
    }

    @Test
    void rule01_aPathWithDotsIsRefused() {
        assertRefused(DOT_SEGMENT, "LIGHTERAGE-302", DotSegmentEndpoint.class);
        assertRefused(DOTS_SEGMENT, "LIGHTERAGE-302", DotsSegmentEndpoint.class);
    }

    @Test
    void rule01_aPathThatBeginsWithNoSlashIsRefused() {
        assertRefused(RELATIVE, "LIGHTERAGE-302", RelativeEndpoint.class);
    }

    @Test
    void rule01_aPathWithAVariableTwiceIsRefused() {
        assertRefused(SAME_VARIABLES, "LIGHTERAGE-302", SameVariablesEndpoint.class);
    }

    @Test
    void rule01_equivalentTemplatesAreRefused() {
        assertRefused(SAME_TEMPLATES, "LIGHTERAGE-306", SameRoomsEndpoint.class);
    }

    @Test
    void rule05_oneBrokenEndpointFailsTheApplication() throws Exception {
        deployer.deploy(FINE);
        try {
            assertThat(echo(FINE)).isEqualTo("here");
        } finally {
            deployer.undeploy(FINE);
        }
        assertRefused(TWO_OPENS, "LIGHTERAGE-206", TwoOpensEndpoint.class);
    }
}
