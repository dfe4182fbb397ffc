package org.lighterage.benchmarks.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.lighterage.benchmarks.app.NumbersServlet;
import org.lighterage.benchmarks.app.ProcessNumbers;

/** What {@link NumbersServlet} does, for servers that have no servlets. */
final class NumbersServer {

    private NumbersServer() {}

    /** Begins to answer; returns the port. */
    static int start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ServerProcess.CONTEXT_PATH + "/numbers", NumbersServer::answer);
        server.start();
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ProcessNumbers numbers = ProcessNumbers.ofThisProcess();
            if (exchange.getRequestMethod().equals("POST")) {
                numbers.reset();
            }
            String query = exchange.getRequestURI().getQuery();
            if (query != null) {
                ProcessNumbers.collectGarbage(Integer.parseInt(query.substring(ServerProcess.COLLECT.length())));
            }
            byte[] told = numbers.tell().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, told.length);
            exchange.getResponseBody().write(told);
        }
    }
}
