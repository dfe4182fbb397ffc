package org.lighterage.payara;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lighterage.process.HotDeployment;

/** Runs Payara Micro until the process is killed. */
public final class PayaraMicroServer {

    private static final String ADDRESS =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address";

    private PayaraMicroServer() {}

    /**
     * Starts the server.
     *
     * @param arguments the port for HTTP, the directory for the files of the server, and the directory whose archives it
     *     deploys
     */
    public static void main(String... arguments) throws BootstrapException, IOException, InterruptedException {
        Path root = Files.createDirectories(Path.of(arguments[1]));
        PayaraMicro micro = PayaraMicro.getInstance();
        // Not by setNoCluster: the data grid, of this server alone, would still listen.
        micro.setNoHazelcast(true);
        micro.setPreBootHandler(PayaraMicroServer::listenOnLoopback);
        PayaraMicroRuntime runtime = micro.setHttpPort(Integer.parseInt(arguments[0]))
                .setRootDir(root.toFile())
                .bootStrap();
        new HotDeployment(new PayaraMicroApplications(runtime), Path.of(arguments[2])).run();
    }

    private static void listenOnLoopback(AdminCommandRunner commands) {
        commands.run("set", ADDRESS + "=127.0.0.1");
    }
}
