package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.Decoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Decoders of streams that write down the first line as soon as they have it. */
public final class LineCountDecoders {

    private LineCountDecoders() {}

    private static LineCount count(Reader reader, Journal journal) throws IOException {
        BufferedReader lines = new BufferedReader(reader);
        String first = lines.readLine();
        journal.add("first line " + first);
        int count = 0;
        while (lines.readLine() != null) {
            count++;
        }
        return new LineCount(first, count);
    }

    public static class OfText implements Decoder.TextStream<LineCount> {

        @Inject
        private Journal journal;

        @Override
        public LineCount decode(Reader reader) throws IOException {
            return count(reader, journal);
        }
    }

    public static class OfBytes implements Decoder.BinaryStream<LineCount> {

        @Inject
        private Journal journal;

        @Override
        public LineCount decode(InputStream stream) throws IOException {
            return count(new InputStreamReader(stream, StandardCharsets.UTF_8), journal);
        }
    }
}
