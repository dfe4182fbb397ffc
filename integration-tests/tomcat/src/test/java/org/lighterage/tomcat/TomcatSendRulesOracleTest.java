package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.ScenarioWar;
import org.lighterage.scenarios.SendRules;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(
            test = "rule12_textsAndBuffersNeedNoEncoder",
            because = "Tomcat knows no encoder of them, and the specification asks for none"),
    @Difference(
            test = "rule15_aPingOrPongWithNullIsAnIllegalArgument",
            because = "Tomcat throws a NullPointerException"),
    @Difference(
            test = "rule28_buffersAreAtTheirLimitAfterwards",
            because = "Tomcat clears those that it has sent with the blocking API"),
    @Difference(
            test = "rule28_sendsThatOverlapWaitForEachOther",
            because = "Tomcat throws IllegalStateException where sends overlap")
})
class TomcatSendRulesOracleTest extends SendRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
