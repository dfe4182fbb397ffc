package org.lighterage.paths;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.paths.app.CargoEndpoint;
import org.lighterage.paths.app.Journal;
import org.lighterage.scenarios.app.Digest;

/** Embedded Tomcat with Weld and the web application of the paths, at a free port of the loopback interface. */
final class PathsServer implements AutoCloseable {

    /** Of the users anna and bert. */
    static final String PASSWORD = "secret";

    /** For tests in a browser, which bring their own scripts. */
    private static final String PAGE =
            "<!doctype html><html lang=\"en\"><link rel=\"icon\" href=\"data:,\"><title>Paths</title><input id=\"file\" type=\"file\"></html>";

    /** Of the demo: browsers have no hash of what comes in pieces. */
    private static final Path SHA256 = Path.of("../demo/src/main/webapp/demo/sha256.js");

    private static final String ROLE = "user";

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    private PathsServer() throws Exception {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server-");
        Files.createDirectories(directory.resolve("webapps"));
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setThrowOnFailure(true);
        // Otherwise the system class loader, which does not see Tomcat.
        tomcat.getEngine().setParentClassLoader(PathsServer.class.getClassLoader());
        context = tomcat.addWebapp("", export(directory).toString());
        context.addLifecycleListener(PathsServer::removeJsp);
        guard("/quiet-guarded/*");
        // The tests' class path has the library, too, for the client.
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            tomcat.stop();
            throw new IllegalStateException("The web application did not start; the log above says why");
        }
    }

    static PathsServer start() throws Exception {
        return new PathsServer();
    }

    /** A process of its own, which says where it listens and runs until it is ended. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("listening " + start().port());
        // Tomcat's own threads are daemons.
        new CountDownLatch(1).await();
    }

    private void guard(String paths) {
        for (String user : List.of("anna", "bert")) {
            tomcat.addUser(user, PASSWORD);
            tomcat.addRole(user, ROLE);
        }
        SecurityCollection guarded = new SecurityCollection();
        guarded.addPattern(paths);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(guarded);
        constraint.addAuthRole(ROLE);
        context.addConstraint(constraint);
        context.addSecurityRole(ROLE);
        context.setLoginConfig(new LoginConfig("BASIC", "paths", null, null));
    }

    private static File export(Path directory) {
        File[] libraries = Path.of(System.getProperty("lighterage.war.libraries"))
                .toFile()
                .listFiles((parent, name) -> name.endsWith(".jar"));
        return ShrinkWrap.create(WebArchive.class, "paths.war")
                .addPackage(CargoEndpoint.class.getPackage())
                .addClass(Digest.class)
                .addAsWebResource(new StringAsset(PAGE), "page.html")
                .addAsWebResource(SHA256.toFile(), "sha256.js")
                .addAsLibraries(libraries)
                .addAsWebInfResource(new StringAsset("<beans bean-discovery-mode=\"annotated\"/>"), "beans.xml")
                .as(ExplodedExporter.class)
                .exportExploded(directory.toFile(), "app");
    }

    /** Tomcat's defaults map JSPs, whose compiler is not here. */
    private static void removeJsp(LifecycleEvent event) {
        Context context = (Context) event.getSource();
        Container jsp = context.findChild("jsp");
        if (event.getType().equals(Lifecycle.BEFORE_START_EVENT) && jsp != null) {
            context.removeServletMapping("*.jsp");
            context.removeServletMapping("*.jspx");
            context.removeChild(jsp);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** Where an endpoint is without anything in between. */
    URI uri(String path) {
        return URI.create("ws://localhost:" + port() + path);
    }

    /** The lines of the application's journal about a name. */
    List<String> journal(String name) {
        return entries().filter(line -> line.startsWith(name + " ")).toList();
    }

    @SuppressWarnings("unchecked") // The application says what it is.
    private Stream<String> entries() {
        return ((List<String>) context.getServletContext().getAttribute(Journal.ATTRIBUTE)).stream();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
