package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/**
 * The same bytes as the body of a POST, or of the response to a GET, on the same server. By the JDK's older client, which
 * writes an array to the socket as it is; its newer one copies it piece by piece.
 */
public final class HttpTransfer implements Contender {

    @Override
    public String name() {
        return "HTTP POST, GET";
    }

    @Override
    public Link open(Address server, Payload payload) {
        return new Connection(server);
    }

    /** Not one connection; the JDK keeps it alive between requests. */
    private record Connection(Address server) implements Link {

        @Override
        public Receipt upload(Payload payload) throws Exception {
            HttpURLConnection connection = open("/http");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(payload.length());
            try (OutputStream out = connection.getOutputStream()) {
                out.write(payload.array());
            }
            return Receipt.verify(
                    payload, new String(connection.getInputStream().readAllBytes(), UTF_8));
        }

        @Override
        public void download(Payload payload) throws Exception {
            String query = "?payload=" + payload.toString().replace(" ", "%20");
            Fingerprint came = new Fingerprint();
            try (InputStream in = open("/http" + query).getInputStream()) {
                came.add(in);
            }
            Receipt.verify(payload, came);
        }

        private HttpURLConnection open(String path) throws Exception {
            return (HttpURLConnection) server.http(path).toURL().openConnection();
        }

        @Override
        public void close() {}
    }
}
