package org.lighterage.scenarios.rules;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Codes words in every way; each decoder says in the word which it was, and each encoder in the message. */
public final class WordCoders {

    private WordCoders() {}

    public static class TextDecoder implements Decoder.Text<Word> {

        @Override
        public Word decode(String text) {
            return new Word("text " + text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    public static class TextStreamDecoder implements Decoder.TextStream<Word> {

        @Override
        public Word decode(Reader reader) throws IOException {
            return new Word("characters " + new BufferedReader(reader).readLine());
        }
    }

    public static class BinaryDecoder implements Decoder.Binary<Word> {

        @Override
        public Word decode(ByteBuffer bytes) {
            return new Word("binary " + StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }
    }

    public static class BinaryStreamDecoder implements Decoder.BinaryStream<Word> {

        @Override
        public Word decode(InputStream stream) throws IOException {
            return new Word("bytes " + new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public static class TextEncoder implements Encoder.Text<Word> {

        @Override
        public String encode(Word word) {
            return word.letters() + " as text";
        }
    }

    public static class TextStreamEncoder implements Encoder.TextStream<Word> {

        @Override
        public void encode(Word word, Writer writer) throws IOException {
            writer.write(word.letters());
            writer.write(" as characters");
        }
    }

    public static class BinaryEncoder implements Encoder.Binary<Word> {

        @Override
        public ByteBuffer encode(Word word) {
            return StandardCharsets.UTF_8.encode(word.letters() + " as binary");
        }
    }

    public static class BinaryStreamEncoder implements Encoder.BinaryStream<Word> {

        @Override
        public void encode(Word word, OutputStream stream) throws IOException {
            stream.write(word.letters().getBytes(StandardCharsets.UTF_8));
            stream.write(" as bytes".getBytes(StandardCharsets.UTF_8));
        }
    }
}
