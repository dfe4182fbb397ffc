package org.lighterage.scenarios;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What {@link CloseRules} say, of endpoints that know nothing of the library and are taken over. */
public class CloseRulesScenario extends CloseRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("all");
    }
}
