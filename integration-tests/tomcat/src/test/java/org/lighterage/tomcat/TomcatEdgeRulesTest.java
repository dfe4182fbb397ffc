package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.EdgeRulesScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatEdgeRulesTest extends EdgeRulesScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.createWithRules("all");
    }
}
