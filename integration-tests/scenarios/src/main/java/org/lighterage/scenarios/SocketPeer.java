package org.lighterage.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

/** A plain peer that sends and sees single frames of RFC 6455, over a socket of its own. For one thread. */
final class SocketPeer implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    /** A frame that came. */
    record Frame(int opcode, boolean last, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a close frame; 1005 where it has none. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private SocketPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static SocketPeer connect(URI uri) throws IOException {
        SocketPeer peer = new SocketPeer(new Socket(uri.getHost(), uri.getPort()));
        peer.socket.setSoTimeout(Scenario.TIMEOUT * 1000);
        peer.shakeHands(uri);
        return peer;
    }

    private void shakeHands(URI uri) throws IOException {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String request = "GET " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder response = new StringBuilder();
        while (response.indexOf("\r\n\r\n") < 0) {
            response.append((char) in.readUnsignedByte());
        }
        if (!response.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("Refused: " + response);
        }
    }

    /** Sends a frame of at most 125 bytes, masked with zeros. */
    void send(int opcode, boolean last, byte... payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length)
                .put((byte) ((last ? 0x80 : 0) | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload);
        socket.getOutputStream().write(frame.array());
    }

    void sendText(String text) throws IOException {
        send(TEXT, true, text.getBytes(UTF_8));
    }

    /** The next frame that comes. */
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0xF, (first & 0x80) != 0, payload);
    }

    /** Ends the connection without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
