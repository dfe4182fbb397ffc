package org.lighterage.tomcat;

import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lighterage.scenarios.DeploymentRulesScenario;

class TomcatDeploymentRulesTest extends DeploymentRulesScenario {

    @RegisterExtension
    private final TomcatLog log = new TomcatLog();

    @Override
    protected URI base(String application) {
        return URI.create("ws://localhost:" + System.getProperty("tomcat.port") + "/" + application + "/");
    }

    @Override
    protected String log() {
        return log.text();
    }
}
