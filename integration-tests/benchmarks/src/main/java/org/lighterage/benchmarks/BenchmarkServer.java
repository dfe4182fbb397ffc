package org.lighterage.benchmarks;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.nio.file.Files;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jboss.weld.environment.servlet.EnhancedListener;
import org.lighterage.server.EndpointDeployer;
import org.lighterage.server.EndpointScanner;

/** Embedded Tomcat with both endpoints, in a process of its own; prints its port, and ends with its standard input. */
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
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new EnhancedListener(), Set.of());
        context.addServletContainerInitializer(new EndpointScanner(), Set.of(LargeMessagesEndpoint.class));
        context.addServletContainerInitializer(new WsSci(), Set.of(OrdinaryEndpoint.class));
        context.addApplicationListener(EndpointDeployer.class.getName());
        // The filter that takes WebSocket handshakes needs a servlet behind it.
        Tomcat.addServlet(context, "default", new EmptyServlet()).addMapping("/");
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        while (System.in.read() >= 0) {
            // Until the benchmark ends.
        }
        System.exit(0);
    }
}
