package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.TransferException;
import org.lighterage.scenarios.configured.ConfiguredEndpoint;

/** MicroProfile Config says what holds where the server has it, and is not missed where it has not. */
@RunAsClient
public class MicroProfileConfigScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create("configured")
                .addPackage(ConfiguredEndpoint.class.getPackage())
                .addAsResource(
                        new StringAsset("lighterage.configured.max-message-size=50000\n"),
                        "META-INF/microprofile-config.properties");
    }

    @Test
    void settingsAreReadWhereTheServerHasMicroProfileConfig() throws Exception {
        String tooLong = "x".repeat(50_001);
        talk(Peer.NEGOTIATED, "configured", (session, recorder) -> {
            session.getBasicRemote().sendText("?");
            String isConfigured = recorder.nextText();
            assertThat(isConfigured).isEqualTo(Server.required("lighterage.server.microprofile.config"));
            if (isConfigured.equals("true")) {
                assertThatThrownBy(() -> session.getBasicRemote().sendText(tooLong))
                        .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                                .isEqualTo(TransferException.Code.TOO_LARGE))
                        .hasMessageContaining("50000");
            } else {
                session.getBasicRemote().sendText(tooLong);
                assertThat(recorder.nextText()).isEqualTo("false");
            }
        });
    }
}
