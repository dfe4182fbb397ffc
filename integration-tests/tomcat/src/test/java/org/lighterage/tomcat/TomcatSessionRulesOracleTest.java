package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.ScenarioWar;
import org.lighterage.scenarios.SessionRules;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn
class TomcatSessionRulesOracleTest extends SessionRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
