package org.lighterage.scenarios;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What {@link CallbackRules} say, of endpoints that know nothing of the library and are taken over. */
public class CallbackRulesScenario extends CallbackRules {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.rules("all");
    }
}
