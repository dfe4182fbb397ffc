package org.lighterage.benchmarks.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * The recipe that is usually given for large messages: slices of 32 KB as JSON, with a sequence number and the bytes in Base64,
 * put together by their numbers. Written by concatenation and read by the fastest parser that is in common use, the bytes in
 * between coded by the JDK, whose Base64 the virtual machine knows. For one thread.
 */
public final class Slices {

    private static final int LENGTH = 32 << 10;
    private static final JsonFactory JSON = new JsonFactory();

    private byte[] message;
    private int missing;

    public static void send(byte[] message, PieceSender<String> sender) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        for (int number = 0; number * (long) LENGTH < message.length; number++) {
            int from = number * LENGTH;
            byte[] slice = Arrays.copyOfRange(message, from, Math.min(message.length, from + LENGTH));
            sender.send("{\"number\":" + number + ",\"total\":" + message.length + ",\"data\":\""
                    + base64.encodeToString(slice) + "\"}");
        }
    }

    /** Takes a slice; returns the message if that was the last one, otherwise null. */
    public ByteBuffer add(String slice) throws IOException {
        int number = 0;
        int total = 0;
        byte[] data = null;
        try (JsonParser parser = JSON.createParser(slice)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "number" -> number = parser.getIntValue();
                        case "total" -> total = parser.getIntValue();
                        case "data" -> data = Base64.getDecoder().decode(parser.getText());
                        default -> throw new IOException("No slice: " + name);
                    }
                }
            }
        }
        if (data == null) {
            throw new IOException("No slice: no data");
        }
        if (message == null) {
            message = new byte[total];
            missing = total;
        }
        System.arraycopy(data, 0, message, number * LENGTH, data.length);
        missing -= data.length;
        if (missing > 0) {
            return null;
        }
        ByteBuffer whole = ByteBuffer.wrap(message);
        message = null;
        return whole;
    }
}
