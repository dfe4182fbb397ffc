package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.CoderRules;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(test = "rule10_aDecoderThatBreaksDoesSoForItsMessageOnly", because = "Tomcat drops the connection"),
    @Difference(
            test = "rule10_anIOExceptionOfADecoderOfStreamsGoesToOnErrorAsItIs",
            because = "Tomcat makes it a DecodeException"),
    @Difference(
            test = "rule10_whereNoDecoderWillADecodeExceptionGoesToOnError",
            because = "Tomcat calls the method with the text itself, which fails"),
    @Difference(
            test = "rule10_aDecoderOfBuffersIsGivenTheWholeThoughItWasAskedBefore",
            because = "Tomcat gives it the buffer as willDecode left it"),
    @Difference(
            test = "rule12_whatCannotBeSentGoesToOnError",
            because = "Tomcat puts the EncodeException into an IllegalStateException"),
    @Difference(test = "rule12_anEncoderThatBreaksDoesSoForItsMessageOnly", because = "Tomcat drops the connection")
})
class TomcatCoderRulesOracleTest extends CoderRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
