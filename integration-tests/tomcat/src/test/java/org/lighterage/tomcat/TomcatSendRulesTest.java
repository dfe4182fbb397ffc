package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ScenarioWar;
import org.lighterage.scenarios.SendRulesScenario;

class TomcatSendRulesTest extends SendRulesScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.createWithRules("all");
    }
}
