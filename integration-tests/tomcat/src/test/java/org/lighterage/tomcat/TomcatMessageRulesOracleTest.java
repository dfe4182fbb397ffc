package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.MessageRules;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(
            test = "rule09_whatIsNoPrimitiveIsADecodeException",
            because = "Tomcat gives @OnError the NumberFormatException as it is"),
    @Difference(
            test = "rule09_anEmptyTextIsNoCharacter",
            because = "Tomcat gives @OnError a StringIndexOutOfBoundsException"),
    @Difference(
            test = "rule13_whatIsTooLongIsAnErrorOfThePlainConnection",
            because = "Tomcat closes with 1009 and calls no @OnError"),
    @Difference(
            test = "rule13_partsHaveNoMaximumOfTheirMethod",
            because = "Tomcat applies the maximum to parts, which the documentation of @OnMessage exempts"),
    @Difference(
            test = "rule13_streamsAndReadersHaveNoMaximumOfTheirMethod",
            because = "Tomcat applies the maximum, from which the documentation of @OnMessage exempts them")
})
class TomcatMessageRulesOracleTest extends MessageRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
