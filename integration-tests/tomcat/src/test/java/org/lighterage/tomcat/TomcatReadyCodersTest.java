package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ReadyCodersScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatReadyCodersTest extends ReadyCodersScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }
}
