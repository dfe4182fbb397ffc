package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.CloseRules;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(
            test = "rule19_codesThatOnlyDescribeAreNeverSent",
            because = "Tomcat sends 1004, which RFC 6455 reserves")
})
class TomcatCloseRulesOracleTest extends CloseRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
