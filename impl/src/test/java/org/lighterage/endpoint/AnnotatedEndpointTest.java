package org.lighterage.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.server.ServerEndpoint;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Errors of callbacks (Jakarta WebSocket, section 5.2.2) that reach the log. */
class AnnotatedEndpointTest {

    private static final Logger LOG = Logger.getLogger(AnnotatedEndpoint.class.getName());

    private final List<LogRecord> logged = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private final Handler handler = new Handler() {

        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOG.setUseParentHandlers(true);
        LOG.removeHandler(handler);
    }

    @ServerEndpoint("/")
    public static class Silent {}

    @ServerEndpoint("/")
    public static class Failing {

        @OnError
        public void error(Throwable cause) throws IOException {
            throw new IOException("@OnError failed");
        }

        @OnClose
        public void close() {
            throw new IllegalStateException("@OnClose failed");
        }
    }

    private AnnotatedEndpoint endpoint(Class<?> type, Object instance) {
        return new AnnotatedEndpoint(EndpointModel.ofServer(type), instance, null, () -> told.add("destroyed"));
    }

    @Test
    void rule17_whatNoMethodTakesIsLoggedWithItsClass() {
        Throwable cause = new IllegalStateException("a failure that the test wants");
        endpoint(Silent.class, new Silent()).onError(null, cause);
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage()).contains(Silent.class.getName(), "@OnError");
            assertThat(entry.getThrown()).isSameAs(cause);
        });
    }

    @Test
    void aPeerThatIsGoneIsNoErrorInTheLog() {
        AnnotatedEndpoint endpoint = endpoint(Silent.class, new Silent());
        endpoint.onError(null, new EOFException());
        endpoint.onError(null, new ClosedChannelException());
        assertThat(logged).isEmpty();
    }

    @Test
    void rule17_whatOnErrorThrowsIsLoggedWithWhatItWasCalledFor() {
        Throwable cause = new IllegalStateException("a failure that the test wants");
        endpoint(Failing.class, new Failing()).onError(null, cause);
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(entry.getMessage()).contains(Failing.class.getName());
            assertThat(entry.getThrown()).hasMessage("@OnError failed").hasSuppressedException(cause);
        });
    }

    @Test
    void rule17_theInstanceIsDestroyedThoughOnCloseAndOnErrorFail() {
        endpoint(Failing.class, new Failing()).onClose(null, null);
        assertThat(told).containsExactly("destroyed");
        assertThat(logged).singleElement().satisfies(entry -> assertThat(
                        entry.getThrown().getSuppressed())
                .singleElement()
                .satisfies(cause -> assertThat(cause).hasMessage("@OnClose failed")));
    }
}
