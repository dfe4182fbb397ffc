package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.NegotiationScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatNegotiationTest extends NegotiationScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }
}
