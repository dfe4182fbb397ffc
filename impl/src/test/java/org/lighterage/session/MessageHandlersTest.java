package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.LargeMessage;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Role;

/** The handlers that an application adds to its session (Jakarta WebSocket, section 2.1.3). */
class MessageHandlersTest {

    private static final ApplicationEndpoint WITHOUT_METHODS = new ApplicationEndpoint() {

        @Override
        public void onOpen(ApplicationSession session) {
            // Takes nothing.
        }

        @Override
        public void onError(ApplicationSession session, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void onClose(ApplicationSession session, CloseReason reason) {
            // Nothing to be done.
        }
    };

    private Resources resources;
    private ApplicationSession session;

    private final MessageHandler.Whole<byte[]> bytes = message -> {};
    private final MessageHandler.Whole<String> text = message -> {};
    private final MessageHandler.Whole<LargeMessage> large = message -> {};

    @BeforeEach
    void open(@TempDir Path directory) {
        resources = new Resources(Runnable::run, new BufferBudget(0, 0), new SpillDirectory(directory));
        session = new SessionDriver(
                        new FakeNegotiatedSession().session(),
                        Role.SERVER,
                        EndpointSettings.DEFAULTS,
                        resources,
                        new OpenSessions(),
                        WITHOUT_METHODS,
                        new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                        CallbackScope.NONE,
                        TransferObservers.NONE)
                .session();
    }

    @AfterEach
    void close() {
        resources.close();
    }

    @Test
    void aHandlerOfLargeMessagesTakesThoseOfBothKinds() {
        session.addMessageHandler(LargeMessage.class, large);
        assertThat(session.getMessageHandlers()).containsExactly(large);
        assertThatThrownBy(() -> session.addMessageHandler(String.class, text))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.addMessageHandler(byte[].class, bytes))
                .isInstanceOf(IllegalStateException.class);
        session.removeMessageHandler(large);
        session.addMessageHandler(String.class, text);
        assertThat(session.getMessageHandlers()).containsExactly(text);
    }

    @Test
    void aHandlerOfBothKindsThatIsRefusedForOneIsNotAddedForTheOther() {
        session.addMessageHandler(byte[].class, bytes);
        assertThatThrownBy(() -> session.addMessageHandler(LargeMessage.class, large))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BINARY");
        assertThat(session.getMessageHandlers()).containsExactly(bytes);
        session.addMessageHandler(String.class, text);
        assertThat(session.getMessageHandlers()).containsExactlyInAnyOrder(bytes, text);
    }

    @Test
    void aHandlerOfPongsIsOne() {
        MessageHandler.Whole<PongMessage> pongs = message -> {};
        session.addMessageHandler(PongMessage.class, pongs);
        assertThatThrownBy(() -> session.addMessageHandler(PongMessage.class, message -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThat(session.getMessageHandlers()).containsExactly(pongs);
    }

    @Test
    void whatNoMessageComesAsIsAnIllegalArgument() {
        assertThatThrownBy(() -> session.addMessageHandler(Thread.class, (MessageHandler.Whole<Thread>) message -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> session.addMessageHandler(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda");
        assertThat(session.getMessageHandlers()).isEmpty();
    }
}
