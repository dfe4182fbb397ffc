package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.EdgeRules;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(test = "rule13_whatIsReadIsNotBuffered", because = "Tomcat buffers the whole for readers, too"),
    @Difference(
            test = "rule25_theSessionIsAmongTheOpenOnesFromOnOpenToTheEnd",
            because = "Tomcat has it there after @OnOpen, and still in @OnClose")
})
class TomcatEdgeRulesOracleTest extends EdgeRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
