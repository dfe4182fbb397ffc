package org.lighterage.payara;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
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
        Path root = Path.of(arguments[1]);
        // With the applications of an earlier server, which was killed.
        delete(root);
        // As it is where Payara Micro is started by its jar. Otherwise a search for a resource goes through jars within
        // the
        // jar, and Payara's Tyrus makes one for each frame.
        PayaraMicro.setUpackedJarDir(
                Files.createDirectories(root.resolve("unpacked")).toFile());
        PayaraMicro micro = PayaraMicro.getInstance();
        // Not by setNoCluster: the data grid, of this server alone, would still listen.
        micro.setNoHazelcast(true);
        micro.setPreBootHandler(PayaraMicroServer::listenOnLoopback);
        PayaraMicroRuntime runtime = micro.setHttpPort(Integer.parseInt(arguments[0]))
                .setRootDir(root.toFile())
                .bootStrap();
        new HotDeployment(new PayaraMicroApplications(runtime), Path.of(arguments[2])).run();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void listenOnLoopback(AdminCommandRunner commands) {
        commands.run("set", ADDRESS + "=127.0.0.1");
    }
}
