package org.lighterage.scenarios.app;

import jakarta.websocket.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Many threads that send patterned messages on one session, in every way there is. */
public final class Crowd {

    private Crowd() {}

    /** Starts a thread for each number from 0; each sends one message and ends. */
    public static void send(Session session, int count) {
        for (int number = 0; number < count; number++) {
            int own = number;
            Thread thread = new Thread(() -> sendOne(session, own), "crowd-" + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void sendOne(Session session, int number) {
        int length = Pattern.length(number);
        try {
            switch (number % 6) {
                case 0 -> session.getBasicRemote().sendText(Pattern.text(number, length));
                case 1 -> session.getBasicRemote().sendBinary(Pattern.binary(number, length));
                case 2 -> session.getAsyncRemote().sendText(Pattern.text(number, length));
                case 3 -> session.getAsyncRemote().sendBinary(Pattern.binary(number, length));
                case 4 -> write(session, Pattern.binary(number, length));
                default -> write(session, Pattern.text(number, length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Session session, ByteBuffer bytes) throws IOException {
        try (OutputStream out = session.getBasicRemote().getSendStream()) {
            out.write(bytes.array());
        }
    }

    private static void write(Session session, String text) throws IOException {
        try (Writer out = session.getBasicRemote().getSendWriter()) {
            out.write(text);
        }
    }
}
