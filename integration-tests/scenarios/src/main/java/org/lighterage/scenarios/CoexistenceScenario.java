package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DeploymentException;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.coexistence.AddingListener;
import org.lighterage.scenarios.coexistence.EverythingConfig;
import org.lighterage.scenarios.coexistence.LargeEndpoint;
import org.lighterage.scenarios.coexistence.OtherEndpoint;
import org.lighterage.scenarios.coexistence.PlainEndpoint;
import org.lighterage.scenarios.coexistence.PlainOnlyConfig;
import org.lighterage.scenarios.coexistence.ProgrammaticEndpoint;

/** Endpoints that are taken over beside those that are the container's or the application's own. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class CoexistenceScenario {

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String PATTERNS = "patterns";
    private static final String OWN_CONFIG = "own-config";
    private static final String OWN_CONFIG_ALL = "own-config-all";
    private static final String OWN_CONFIG_TWICE = "own-config-twice";
    private static final String OWN_LISTENER_ALL = "own-listener-all";
    private static final String OWN_LISTENER_TWICE = "own-listener-twice";
    private static final String WITHOUT_BEANS = "without-beans";
    private static final String TWO_JARS = "two-jars";
    private static final String INVALID = "invalid";

    private static final String LONG = "ä".repeat(100_000);

    @ArquillianResource
    private Deployer deployer;

    private String deployed;

    @RegisterExtension
    private final ServerLog log = new ServerLog();

    private static WebArchive war(String name, Map<String, String> parameters, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(ScenarioWar.libraries())
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .setWebXML(ScenarioWar.webXml(parameters));
    }

    private static Map<String, String> endpoints(String value) {
        return Map.of("lighterage.endpoints", value);
    }

    @Deployment(name = ALL, managed = false, testable = false)
    static WebArchive all() {
        return war(ALL, endpoints("all"), PlainEndpoint.class, LargeEndpoint.class);
    }

    @Deployment(name = NONE, managed = false, testable = false)
    static WebArchive none() {
        return war(NONE, endpoints("none"), PlainEndpoint.class, LargeEndpoint.class);
    }

    @Deployment(name = PATTERNS, managed = false, testable = false)
    static WebArchive patterns() {
        return war(
                PATTERNS,
                endpoints("/pl*, *.LargeEndpoint"),
                PlainEndpoint.class,
                OtherEndpoint.class,
                LargeEndpoint.class);
    }

    @Deployment(name = OWN_CONFIG, managed = false, testable = false)
    static WebArchive ownConfig() {
        return withOwnConfig(OWN_CONFIG, Map.of());
    }

    @Deployment(name = OWN_CONFIG_ALL, managed = false, testable = false)
    static WebArchive ownConfigAll() {
        return withOwnConfig(OWN_CONFIG_ALL, endpoints("all"));
    }

    private static WebArchive withOwnConfig(String name, Map<String, String> parameters) {
        return war(
                name,
                parameters,
                PlainEndpoint.class,
                OtherEndpoint.class,
                LargeEndpoint.class,
                ProgrammaticEndpoint.class,
                PlainOnlyConfig.class);
    }

    @Deployment(name = OWN_CONFIG_TWICE, managed = false, testable = false)
    static WebArchive ownConfigTwice() {
        return war(OWN_CONFIG_TWICE, Map.of(), PlainEndpoint.class, LargeEndpoint.class, EverythingConfig.class);
    }

    @Deployment(name = OWN_LISTENER_ALL, managed = false, testable = false)
    static WebArchive ownListenerAll() {
        return war(
                OWN_LISTENER_ALL,
                endpoints("all"),
                PlainEndpoint.class,
                ProgrammaticEndpoint.class,
                AddingListener.class);
    }

    @Deployment(name = OWN_LISTENER_TWICE, managed = false, testable = false)
    static WebArchive ownListenerTwice() {
        return war(
                OWN_LISTENER_TWICE,
                Map.of(AddingListener.ADDED, LargeEndpoint.class.getName()),
                LargeEndpoint.class,
                ProgrammaticEndpoint.class,
                AddingListener.class);
    }

    @Deployment(name = WITHOUT_BEANS, managed = false, testable = false)
    static WebArchive withoutBeans() {
        WebArchive war = war(WITHOUT_BEANS, endpoints("all"), PlainEndpoint.class);
        war.delete("WEB-INF/beans.xml");
        return war;
    }

    @Deployment(name = TWO_JARS, managed = false, testable = false)
    static WebArchive twoJars() {
        return war(TWO_JARS, Map.of())
                .addAsLibraries(
                        jar("first.jar", LargeEndpoint.class).addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"),
                        jar("second.jar", PlainEndpoint.class));
    }

    private static JavaArchive jar(String name, Class<?> type) {
        return ShrinkWrap.create(JavaArchive.class, name).addClass(type);
    }

    @Deployment(name = INVALID, managed = false, testable = false)
    static WebArchive invalid() {
        return war(INVALID, Map.of("lighterage.window", "1"), PlainEndpoint.class, LargeEndpoint.class);
    }

    private void deploy(String application) {
        deployed = application;
        deployer.deploy(application);
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy(deployed);
    }

    private void assertTakenOver(String path) throws Exception {
        assertThat(isNegotiated(path, LONG)).isTrue();
    }

    private void assertOrdinary(String path) throws Exception {
        assertThat(isNegotiated(path, "short")).isFalse();
    }

    private boolean isNegotiated(String path, String echoed) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = Scenario.newClient();
                LighterageSession session = (LighterageSession)
                        recorder.connect(client, Server.application(deployed).resolve(path))) {
            session.getBasicRemote().sendText(echoed);
            assertThat(recorder.nextText()).isEqualTo(echoed);
            return session.isNegotiated();
        }
    }

    private void assertMissing(String path) {
        assertThatThrownBy(() -> isNegotiated(path, "short")).isInstanceOf(DeploymentException.class);
    }

    private void assertRefused(String application, String... messages) {
        deployed = application;
        try {
            deployer.deploy(application);
        } catch (Exception e) {
            // Some adapters say so, others leave it to the log.
            assertThat(e).isNotNull();
        }
        assertThat(log.text()).contains(messages);
        assertMissing("plain");
        assertMissing("large");
    }

    @Test
    void allEndpointsAreTakenOverAlsoThoseThatKnowNothingOfIt() throws Exception {
        deploy(ALL);
        assertTakenOver("plain");
        assertTakenOver("large");
    }

    @Test
    void withNoneEveryEndpointIsTheContainers() throws Exception {
        deploy(NONE);
        assertOrdinary("plain");
        assertOrdinary("large");
    }

    @Test
    void patternsChooseByPathAndByClass() throws Exception {
        deploy(PATTERNS);
        assertTakenOver("plain");
        assertTakenOver("large");
        assertOrdinary("other");
    }

    @Test
    void anApplicationsOwnConfigDecidesOnWhatIsNotAnnotated() throws Exception {
        deploy(OWN_CONFIG);
        assertOrdinary("plain");
        assertOrdinary("programmatic");
        assertMissing("other");
        assertTakenOver("large");
    }

    @Test
    void whatAnApplicationsOwnConfigDecidesOnIsLeftAloneWhenAllAreTakenOver() throws Exception {
        deploy(OWN_CONFIG_ALL);
        assertOrdinary("plain");
        assertOrdinary("programmatic");
        assertMissing("other");
        assertTakenOver("large");
        assertThat(log.text()).contains("Left as the application deploys them").contains(PlainEndpoint.class.getName());
    }

    @Test
    void anOwnConfigThatReturnsAnAnnotatedClassStopsTheDeployment() {
        assertRefused(
                OWN_CONFIG_TWICE, "LIGHTERAGE-305", LargeEndpoint.class.getName(), EverythingConfig.class.getName());
    }

    @Test
    void whatAnApplicationsListenerAddsIsLeftAloneWhenAllAreTakenOver() throws Exception {
        deploy(OWN_LISTENER_ALL);
        assertOrdinary("programmatic");
        assertTakenOver("plain");
    }

    @Test
    void anAnnotatedClassThatAListenerAddsAsWellStopsTheDeployment() {
        assertRefused(OWN_LISTENER_TWICE, "LIGHTERAGE-302", LargeEndpoint.class.getName(), "addEndpoint");
    }

    @Test
    void anApplicationWithoutBeansMayHaveAllEndpointsTakenOver() throws Exception {
        deploy(WITHOUT_BEANS);
        assertTakenOver("plain");
    }

    @Test
    void endpointsOfSeveralJarsAreFound() throws Exception {
        deploy(TWO_JARS);
        assertTakenOver("large");
        assertOrdinary("plain");
    }

    @Test
    void aSettingThatCannotBeReadStopsTheDeployment() {
        assertRefused(INVALID, "LIGHTERAGE-102", "lighterage.window");
    }
}
