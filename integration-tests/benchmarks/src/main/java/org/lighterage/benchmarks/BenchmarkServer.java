package org.lighterage.benchmarks;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jboss.weld.environment.servlet.EnhancedListener;
import org.lighterage.server.EndpointScanner;

/**
 * Embedded Tomcat with ordinary endpoints and ours, in a process of its own: prints its port, answers each line of its standard
 * input with the live heap, and ends with it.
 */
public final class BenchmarkServer {

    private BenchmarkServer() {}

    private static final class EmptyServlet extends GenericServlet {
        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            // Nobody asks for anything but WebSockets.
        }
    }

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("lighterage-benchmark-").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxConnections", "20000");
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new EnhancedListener(), Set.of());
        // The scanner adds the listener that deploys, since the library is not in a WAR here.
        context.addServletContainerInitializer(
                new EndpointScanner(), Set.of(LargeMessagesEndpoint.class, LargeEchoEndpoint.class));
        context.addServletContainerInitializer(
                new WsSci(), Set.of(OrdinaryEndpoint.class, OrdinaryEchoEndpoint.class, HandWrittenConfig.class));
        // The filter that takes WebSocket handshakes needs a servlet behind it.
        Tomcat.addServlet(context, "default", new EmptyServlet()).addMapping("/");
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (commands.readLine() != null) {
            System.out.println("heap " + liveHeap());
        }
        System.exit(0);
    }

    /** Once is not always enough: what is found to be garbage may hold other garbage. */
    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
