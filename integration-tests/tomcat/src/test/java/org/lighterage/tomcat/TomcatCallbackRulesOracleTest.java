package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.CallbackRules;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ContainersOwn.Difference;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn({
    @Difference(
            test = "rule08_fieldsAndMethodsAreInjectedThoughTheClassIsNoBean",
            because = "Weld gives embedded Tomcat no injection of its endpoints"),
    @Difference(
            test = "rule08_constructorsAreInjectedAndMethodsIntercepted",
            because = "Weld gives embedded Tomcat no injection of its endpoints"),
    @Difference(
            test = "rule08_methodsAreDecorated",
            because = "Weld gives embedded Tomcat no injection of its endpoints")
})
class TomcatCallbackRulesOracleTest extends CallbackRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
