package org.lighterage.tomcat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.ManyThreadsScenario;
import org.lighterage.scenarios.ScenarioWar;

class TomcatManyThreadsTest extends ManyThreadsScenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }
}
