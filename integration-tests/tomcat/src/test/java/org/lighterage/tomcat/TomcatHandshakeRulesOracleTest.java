package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ContainersOwn;
import org.lighterage.scenarios.HandshakeRules;
import org.lighterage.scenarios.ScenarioWar;

/** What Tomcat itself does with the same endpoints. */
@ContainersOwn
class TomcatHandshakeRulesOracleTest extends HandshakeRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("none");
    }
}
