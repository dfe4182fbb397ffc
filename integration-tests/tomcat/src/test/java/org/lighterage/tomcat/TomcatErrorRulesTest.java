package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ErrorRulesScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatErrorRulesTest extends ErrorRulesScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.createWithRules("all");
    }
}
