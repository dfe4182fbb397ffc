package org.lighterage.scenarios.rules;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Coders that note what is done with them. */
public final class NotingCoders {

    private NotingCoders() {}

    /** What decoders and encoders have in common. */
    public abstract static class Noting {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int instance = INSTANCES.incrementAndGet();
        private String test;

        /** Both coders' init. */
        public void init(EndpointConfig config) {
            test = TestNameConfigurator.test(config);
            note("init");
        }

        /** Both coders' destroy. */
        public void destroy() {
            note("destroy");
        }

        final void note(String line) {
            Notes.add(test, getClass().getSimpleName() + " " + line);
        }

        final int instance() {
            return instance;
        }
    }

    /** Decodes texts that begin with what the class is for. */
    public abstract static class Prefixed extends Noting implements Decoder.Text<Word> {

        private final String prefix;

        Prefixed(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public boolean willDecode(String text) {
            note("asked " + text);
            return text.startsWith(prefix);
        }

        @Override
        public Word decode(String text) throws DecodeException {
            if (text.endsWith("undecodable")) {
                throw new DecodeException(text, "not decodable");
            }
            if (text.endsWith("broken")) {
                throw new IllegalStateException("broken decoder");
            }
            return new Word(getClass().getSimpleName() + " decoded " + text);
        }
    }

    public static class First extends Prefixed {

        public First() {
            super("a");
        }
    }

    public static class Second extends Prefixed {

        public Second() {
            super("b");
        }
    }

    public static class Third extends Prefixed {

        public Third() {
            super("");
        }
    }

    /** Says which instance it is. */
    public static class NumberedDecoder extends Noting implements Decoder.Text<Word> {

        @Override
        public Word decode(String text) {
            return new Word("decoded by " + instance());
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Says which instance it is. */
    public static class NumberedEncoder extends Noting implements Encoder.Text<Word> {

        @Override
        public String encode(Word word) {
            return word.letters() + ", encoded by " + instance();
        }
    }

    public static class OfBuffers extends Noting implements Decoder.Binary<Word> {

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            note("asked " + bytes.remaining());
            // The decoder that is called finds all of them, whatever was done here.
            bytes.position(bytes.limit());
            return true;
        }

        @Override
        public Word decode(ByteBuffer bytes) throws DecodeException {
            if (bytes.remaining() == 1) {
                throw new DecodeException(bytes, "too short");
            }
            return new Word("decoded " + bytes.remaining());
        }
    }

    public static class FailingStream extends Noting implements Decoder.TextStream<Word> {

        @Override
        public Word decode(Reader reader) throws DecodeException, IOException {
            if (reader.read() == 'd') {
                throw new DecodeException("d", "not decodable");
            }
            throw new IOException("not readable");
        }
    }

    /** For an animal. */
    public static class AnimalEncoder extends Noting implements Encoder.Text<Animal> {

        @Override
        public String encode(Animal animal) throws EncodeException {
            if (animal.name().equals("unicorn")) {
                throw new EncodeException(animal, "there is none");
            }
            if (animal.name().equals("dragon")) {
                throw new IllegalStateException("broken encoder");
            }
            return "animal " + animal.name();
        }
    }

    public static class CatEncoder extends Noting implements Encoder.Text<Cat> {

        @Override
        public String encode(Cat cat) {
            return "cat " + cat.name();
        }
    }

    public static class NumberEncoder extends Noting implements Encoder.Text<Integer> {

        @Override
        public String encode(Integer number) {
            return "number " + number;
        }
    }

    /** What is encoded by its supertype's encoder. */
    public interface Animal {
        String name();
    }

    /** An animal. */
    public record Cat(String name) implements Animal {}
}
