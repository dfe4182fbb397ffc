package org.lighterage.coder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a session's encoders and decoders (Jakarta WebSocket, sections 4.1.2 and 4.1.3). */
class SessionCodersTest {

    private final List<String> told = new ArrayList<>();
    private boolean failing;

    /** Both at once, with one init and one destroy. */
    private final class Coder implements Encoder.Text<Thread>, Decoder.Text<Thread> {

        @Override
        public void init(EndpointConfig config) {
            told.add("init");
            if (failing) {
                throw new IllegalStateException("a failure that the test wants");
            }
        }

        @Override
        public String encode(Thread object) {
            return object.getName();
        }

        @Override
        public Thread decode(String text) {
            return new Thread(text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public void destroy() {
            told.add("destroy");
            if (failing) {
                throw new IllegalStateException("a failure that the test wants");
            }
        }
    }

    private final CoderModels models =
            CoderModels.of(List.of(Coder.class), List.of(Coder.class), type -> new IllegalStateException());

    private final SessionCoders coders = new SessionCoders(
            models, type -> new InstanceFactory.Instance(new Coder(), () -> told.add("released")), null);

    private Encoder encoder() throws EncodeException {
        return coders.encoder(models.encoderOf(Thread.class), Thread.currentThread());
    }

    private Decoder decoder() throws DecodeException {
        return coders.decoder(models.decodersOf(Thread.class, true).get(0));
    }

    @Test
    void rule11_aClassThatEncodesAndDecodesHasOneInstance() throws Exception {
        assertThat(encoder()).isSameAs(decoder()).isSameAs(encoder());
        assertThat(told).containsExactly("init");
        coders.close();
        assertThat(told).containsExactly("init", "destroy", "released");
    }

    @Test
    void rule11_whatWasNotNeededIsNotMade() {
        coders.close();
        assertThat(told).isEmpty();
    }

    @Test
    void rule11_anInstanceWhoseDestroyFailsIsReleasedAllTheSame() throws Exception {
        encoder();
        failing = true;
        coders.close();
        assertThat(told).containsExactly("init", "destroy", "released");
    }

    @Test
    void rule11_anInstanceWhoseInitFailsIsReleasedAndTheNextIsAnother() throws Exception {
        failing = true;
        assertThatThrownBy(this::encoder)
                .isInstanceOfSatisfying(
                        EncodeException.class, e -> assertThat(e.getObject()).isEqualTo(Thread.currentThread()))
                .hasMessageContaining("a failure that the test wants");
        assertThatThrownBy(this::decoder).isInstanceOf(DecodeException.class);
        assertThat(told).containsExactly("init", "released", "init", "released");
        failing = false;
        assertThat(encoder()).isNotNull();
        coders.close();
        assertThat(told).endsWith("init", "destroy", "released").hasSize(7);
    }

    @Test
    void rule11_afterTheEndNothingIsMade() {
        coders.close();
        assertThatThrownBy(this::encoder).isInstanceOf(EncodeException.class).hasMessageContaining("has ended");
        assertThat(told).isEmpty();
    }
}
