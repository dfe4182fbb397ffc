package org.lighterage.benchmarks.contender;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/** The first of two frames of an ordinary message. */
public final class OrdinaryHalves implements HalfSender {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<WebSocket> open = new ArrayList<>();

    @Override
    public String name() {
        return "one ordinary message";
    }

    @Override
    public void sendHalf(Address server, Payload message) {
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(OrdinaryMessage.address(server, message), new WebSocket.Listener() {})
                .join();
        open.add(socket);
        ByteBuffer half = message.bytes().limit(message.length() / 2);
        socket.sendBinary(half, false).join();
    }

    @Override
    public void close() {
        open.forEach(WebSocket::abort);
    }
}
