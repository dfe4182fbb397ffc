package org.lighterage.scenarios;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What {@link CoderRules} say, of endpoints that know nothing of the library and are taken over. */
public class CoderRulesScenario extends CoderRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("all");
    }
}
