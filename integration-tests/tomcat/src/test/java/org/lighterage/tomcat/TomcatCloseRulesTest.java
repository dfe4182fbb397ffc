package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.CloseRulesScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatCloseRulesTest extends CloseRulesScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.createWithRules("all");
    }
}
