package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Servers that are started from their distributions, which the profile of the benchmarks has unpacked. */
public enum DistributedServer implements Platform {
    WILDFLY("WildFly", "wildfly", "standalone") {
        @Override
        List<String> prepare(Path home, Path own, List<String> jvmArguments, int port) throws IOException {
            WarFile.write(own.resolve("deployments").resolve(WAR));
            Path configuration = own.resolve("configuration").resolve("standalone.xml");
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace("<http-listener ", "<http-listener max-post-size=\"" + Long.MAX_VALUE + "\" "));
            return List.of(
                    "env",
                    "JBOSS_JAVA_SIZING=" + String.join(" ", jvmArguments),
                    home.resolve("bin").resolve("standalone.sh").toString(),
                    "-Djboss.server.base.dir=" + own,
                    "-Djboss.bind.address=" + Address.HOST,
                    "-Djboss.http.port=" + port,
                    "-Djboss.management.http.port=" + freePort(),
                    "-Djboss.https.port=0",
                    "-Djboss.ajp.port=0");
        }
    },

    /** For Tyrus, of which the standalone server has no servlets, which Lighterage's deployment needs. */
    GLASSFISH("GlassFish", "glassfish", "glassfish/domains/domain1") {
        @Override
        List<String> prepare(Path home, Path own, List<String> jvmArguments, int port) throws IOException {
            Files.createDirectories(own.resolve("autodeploy"));
            WarFile.write(own.resolve("autodeploy").resolve(WAR));
            Path configuration = own.resolve("config").resolve("domain.xml");
            String options =
                    "<jvm-options>" + String.join("</jvm-options><jvm-options>", jvmArguments) + "</jvm-options>";
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace("port=\"8080\"", "port=\"" + port + "\" address=\"" + Address.HOST + "\"")
                            .replace("port=\"4848\"", "port=\"" + freePort() + "\" address=\"" + Address.HOST + "\"")
                            .replace("port=\"8181\"", "port=\"8181\" enabled=\"false\"")
                            .replace("<iiop-listener ", "<iiop-listener enabled=\"false\" ")
                            .replace("<jmx-connector ", "<jmx-connector enabled=\"false\" ")
                            .replace(",org.apache.felix.shell.remote", "")
                            .replace("<jvm-options>-Xmx512m</jvm-options>", options));
            return List.of(
                    home.resolve("bin").resolve("asadmin").toString(),
                    "start-domain",
                    "--verbose",
                    "--domaindir",
                    own.getParent().toString(),
                    own.getFileName().toString());
        }
    };

    private static final Path DISTRIBUTIONS = Path.of("target", "servers").toAbsolutePath();
    private static final String WAR = ServerProcess.CONTEXT_PATH.substring(1) + ".war";

    private final String title;
    private final String directory;
    private final String model;

    /**
     * @param directory how the name of the distribution's directory begins
     * @param model what of it a server writes to, of which each that is started has its own
     */
    DistributedServer(String title, String directory, String model) {
        this.title = title;
        this.directory = directory;
        this.model = model;
    }

    private Optional<Path> home() throws IOException {
        if (!Files.isDirectory(DISTRIBUTIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> distributions = Files.list(DISTRIBUTIONS)) {
            return distributions
                    .filter(path -> path.getFileName().toString().startsWith(directory))
                    .findFirst();
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean isAvailable() throws IOException {
        return home().isPresent();
    }

    @Override
    public ServerProcess start(List<String> jvmArguments) throws IOException {
        Path home = home().orElseThrow(() -> new IOException("No " + title + " in " + DISTRIBUTIONS));
        int port = freePort();
        Path own = Directories.OUTPUT
                .resolve("servers")
                .resolve(title + "-" + port)
                .toAbsolutePath();
        copy(home.resolve(model), own);
        return ServerProcess.start(title, prepare(home, own, jvmArguments, port), Directories.LOGS, port);
    }

    /** Deploys the application and returns the command that starts the server. */
    abstract List<String> prepare(Path home, Path own, List<String> jvmArguments, int port) throws IOException;

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
