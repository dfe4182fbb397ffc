package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.ErrorRules;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(
            test = "rule16_anUnknownNameIsNullForABox",
            because = "Tomcat tries to convert null, and fails with a DecodeException"),
    @Difference(
            test = "rule16_whatCannotBeDecodedInOnErrorIsLogged",
            because = "Tomcat drops the connection of a callback that failed"),
    @Difference(
            test = "rule17_checkedExceptionsAndErrorsComeAsTheyAre",
            because = "Tomcat puts checked exceptions into RuntimeExceptions, and drops the connection"),
    @Difference(
            test = "rule17_whatOnCloseThrowsGoesToOnErrorAsItIs",
            because = "Tomcat gives @OnError the InvocationTargetException"),
    @Difference(
            test = "rule17_whatOnErrorThrowsIsLogged",
            because = "Tomcat drops the connection of a callback that failed"),
    @Difference(
            test = "rule17_withoutOnErrorItIsLogged",
            because = "Tomcat drops the connection of a callback that failed"),
    @Difference(
            test = "rule18_theSessionStaysOpenAfterOnMessageFailed",
            because = "Tomcat drops the connection, which the specification leaves open"),
    @Difference(
            test = "rule18_theSessionStaysOpenAfterOnOpenFailed",
            because = "Tomcat closes with 1002, which the specification leaves open")
})
class TomcatErrorRulesOracleTest extends ErrorRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
