package org.lighterage.payara;

import fish.payara.micro.PayaraMicroRuntime;
import java.nio.file.Path;
import org.lighterage.process.HotDeployment;

/** The applications in Payara Micro. */
record PayaraMicroApplications(PayaraMicroRuntime runtime) implements HotDeployment.Server {

    @Override
    public void deploy(String application, Path archive) {
        runtime.deploy(application, application, archive.toFile());
        // What deploy returns says nothing of an application that has failed.
        if (!runtime.getDeployedApplicationNames().contains(application)) {
            throw new IllegalStateException("Payara Micro has not deployed " + archive);
        }
    }

    @Override
    public void undeploy(String application) {
        runtime.undeploy(application);
    }
}
