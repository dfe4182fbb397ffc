package org.lighterage.benchmarks.server;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jboss.weld.environment.servlet.EnhancedListener;
import org.lighterage.benchmarks.app.HttpTransferServlet;
import org.lighterage.benchmarks.app.InterleavedEndpoint;
import org.lighterage.benchmarks.app.JoinedPiecesEndpoint;
import org.lighterage.benchmarks.app.LargeBinaryEndpoint;
import org.lighterage.benchmarks.app.LargeEchoEndpoint;
import org.lighterage.benchmarks.app.LargeTextEndpoint;
import org.lighterage.benchmarks.app.NumbersServlet;
import org.lighterage.benchmarks.app.OrdinaryBinaryEndpoint;
import org.lighterage.benchmarks.app.OrdinaryConversationEndpoint;
import org.lighterage.benchmarks.app.OrdinaryEchoEndpoint;
import org.lighterage.benchmarks.app.OrdinaryTextEndpoint;
import org.lighterage.benchmarks.app.PiecesEndpoint;
import org.lighterage.benchmarks.app.SlicesEndpoint;
import org.lighterage.benchmarks.app.StreamedBinaryEndpoint;
import org.lighterage.benchmarks.app.StreamedTextEndpoint;
import org.lighterage.benchmarks.app.TextPiecesEndpoint;
import org.lighterage.server.EndpointScanner;

/** Embedded Tomcat with the application of the benchmarks, in a process of its own. */
public final class TomcatServer {

    private TomcatServer() {}

    private static final class EmptyServlet extends GenericServlet {
        private static final long serialVersionUID = 1L;

        @Override
        public void service(ServletRequest request, ServletResponse response) {
            // For WebSockets only.
        }
    }

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = create();
        Context context = tomcat.addContext(ServerProcess.CONTEXT_PATH, null);
        context.addServletContainerInitializer(new EnhancedListener(), Set.of());
        // The scanner adds the listener that deploys, since the library is not in a WAR here.
        context.addServletContainerInitializer(
                new EndpointScanner(),
                Set.of(
                        LargeBinaryEndpoint.class,
                        LargeTextEndpoint.class,
                        StreamedBinaryEndpoint.class,
                        StreamedTextEndpoint.class,
                        InterleavedEndpoint.class,
                        LargeEchoEndpoint.class));
        context.addServletContainerInitializer(
                new WsSci(),
                Set.of(
                        OrdinaryBinaryEndpoint.class,
                        OrdinaryTextEndpoint.class,
                        OrdinaryConversationEndpoint.class,
                        OrdinaryEchoEndpoint.class,
                        PiecesEndpoint.class,
                        JoinedPiecesEndpoint.class,
                        TextPiecesEndpoint.class,
                        SlicesEndpoint.class));
        addServlets(context, List.of(new HttpTransferServlet(), new NumbersServlet()));
        tomcat.start();
        ServerProcess.ready(tomcat.getConnector().getLocalPort());
    }

    /** Without an application, at a free port of the loopback interface. */
    static Tomcat create() throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("lighterage-benchmark-").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxConnections", "20000");
        return tomcat;
    }

    /** At the paths of their annotations, and behind them one for all else: the filter that takes handshakes needs it. */
    static void addServlets(Context context, List<Servlet> servlets) {
        for (Servlet servlet : servlets) {
            String path = servlet.getClass().getAnnotation(WebServlet.class).value()[0];
            Tomcat.addServlet(context, path, servlet).addMapping(path);
        }
        Tomcat.addServlet(context, "default", new EmptyServlet()).addMapping("/");
    }
}
