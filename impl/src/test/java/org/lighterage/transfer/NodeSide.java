package org.lighterage.transfer;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The JavaScript engine, in a Node process that {@code src/test/js/support/interop-peer.js} runs in. */
final class NodeSide implements InteropSide, Closeable {

    private static final byte[] NOTHING = {};
    private static final int HEADER = 5;

    private final Process node;
    private final DataOutputStream commands;
    private final DataInputStream answers;
    private Observer observer;

    NodeSide() throws IOException {
        node = new ProcessBuilder("node", "src/test/js/support/interop-peer.js")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new DataOutputStream(node.getOutputStream());
        answers = new DataInputStream(node.getInputStream());
    }

    @Override
    public void begin(Role role, Limits limits, Observer listener) throws IOException {
        observer = listener;
        String options = String.format(
                "{\"role\":\"%s\",\"chunkSize\":%d,\"window\":%d,\"maxConcurrent\":%d,\"ordering\":\"%s\","
                        + "\"maxMessageSize\":%d}",
                role == Role.CLIENT ? "client" : "server",
                limits.chunkSize(),
                limits.window(),
                limits.maxConcurrent(),
                limits.interleaved() ? "interleaved" : "strict",
                limits.maxMessage());
        run('N', 0, options.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void connect(int connection) throws IOException {
        run('c', connection, NOTHING);
    }

    @Override
    public void accept(int connection, byte[] hello) throws IOException {
        run('h', connection, hello);
    }

    @Override
    public void receive(int connection, byte[] frame) throws IOException {
        run('f', connection, frame);
    }

    @Override
    public void lose(int connection, int closeCode) throws IOException {
        run('l', connection, ByteBuffer.allocate(4).putInt(closeCode).array());
    }

    @Override
    public void restart() throws IOException {
        run('r', 0, NOTHING);
    }

    @Override
    public void send(InteropMessage message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] note = message.note.getBytes(StandardCharsets.UTF_8);
        out.writeBoolean(message.text);
        out.writeInt(message.piece);
        out.writeInt(note.length);
        out.write(note);
        // A Charset would replace surrogates that are unpaired.
        if (message.text) {
            for (char unit : message.characters.toCharArray()) {
                out.writeChar(Character.reverseBytes(unit));
            }
        } else {
            out.write(message.payload);
        }
        run('s', message.label, bytes.toByteArray());
    }

    @Override
    public void abort(InteropMessage message) throws IOException {
        run('a', message.label, NOTHING);
    }

    @Override
    public void setRoom(boolean room) throws IOException {
        run('w', room ? 1 : 0, NOTHING);
    }

    @Override
    public void advance(int milliseconds) throws IOException {
        run('t', milliseconds, NOTHING);
    }

    @Override
    public void idle(int milliseconds) throws IOException {
        run('i', milliseconds, NOTHING);
    }

    @Override
    public void endOlder() throws IOException {
        run('e', 0, NOTHING);
    }

    private void run(char command, int number, byte[] bytes) throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + HEADER + bytes.length);
        whole.putInt(HEADER + bytes.length).put((byte) command).putInt(number).put(bytes);
        commands.write(whole.array());
        commands.flush();
        try {
            while (answer()) {
                // One for each thing that happened.
            }
        } catch (EOFException e) {
            throw new IOException("Node has ended; its standard error says why", e);
        }
    }

    private boolean answer() throws IOException {
        byte[] bytes = new byte[answers.readInt() - HEADER];
        char kind = (char) answers.readByte();
        int number = answers.readInt();
        answers.readFully(bytes);
        switch (kind) {
            case '.' -> {
                return false;
            }
            case 'F' -> observer.frame(number, bytes);
            case 'O' -> observer.opened();
            case 'M' -> received(number == 1, ByteBuffer.wrap(bytes));
            case 'E' -> observer.settled(number, text(bytes));
            default -> observer.problem(text(bytes));
        }
        return true;
    }

    private void received(boolean text, ByteBuffer bytes) {
        byte[] note = new byte[bytes.getInt()];
        bytes.get(note);
        byte[] payload = new byte[bytes.remaining()];
        bytes.get(payload);
        observer.received(InteropMessage.key(text, text(note), payload));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        node.destroy();
    }
}
