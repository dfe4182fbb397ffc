package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ClientEndpointScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatClientEndpointTest extends ClientEndpointScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }
}
