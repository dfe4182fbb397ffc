package org.lighterage.demo.launcher;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat with the demo's web application; its URL. */
public final class DemoServer implements Callable<URI> {

    private final Path webapp;
    private final Path work;
    private final String host;
    private final int port;

    public DemoServer(Path webapp, Path work, String host, int port) {
        this.webapp = webapp;
        this.work = work;
        this.host = host;
        this.port = port;
    }

    @Override
    public URI call() throws Exception {
        Files.createDirectories(work.resolve("webapps"));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setHostname(host);
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", host);
        tomcat.getConnector().setThrowOnFailure(true);
        // Otherwise the system class loader, which does not see Tomcat.
        tomcat.getEngine().setParentClassLoader(DemoServer.class.getClassLoader());
        Context context = tomcat.addWebapp("", webapp.toString());
        context.addLifecycleListener(DemoServer::removeJsp);
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            tomcat.stop();
            throw new IllegalStateException("The demo's web application did not start; the log above says why");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat), "lighterage-demo-stop"));
        String name = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        return URI.create("http://" + name + ":" + tomcat.getConnector().getLocalPort() + "/");
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

    private static void stop(Tomcat tomcat) {
        try {
            tomcat.stop();
        } catch (Exception e) {
            System.err.println("Stopping Tomcat: " + e.getMessage());
        }
    }
}
