package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.WebSocketScoped;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.session.TransferObservers;
import org.lighterage.transfer.Role;

/** The contexts that encoders find, on whichever thread they are called. */
class EncoderScopeTest {

    @WebSocketScoped
    static class Counter {

        private final AtomicInteger count = new AtomicInteger();

        int next() {
            return count.incrementAndGet();
        }
    }

    @RequestScoped
    static class PerRequest {

        private int count;

        int next() {
            return ++count;
        }
    }

    /** What is encoded as text, and what as a stream. */
    record Whole(Exception failure) {}

    record Streamed(Exception failure) {}

    static class Injected {

        @Inject
        Session session;

        @Inject
        Counter counter;

        @Inject
        PerRequest perRequest;

        String describe() {
            return session.getId() + " " + counter.next() + " " + perRequest.next();
        }

        static void fail(Exception failure) throws IOException, EncodeException {
            if (failure instanceof IOException io) {
                throw io;
            }
            if (failure instanceof EncodeException encode) {
                throw encode;
            }
            if (failure != null) {
                throw (RuntimeException) failure;
            }
        }
    }

    static class WholeEncoder extends Injected implements Encoder.Text<Whole> {

        @Override
        public String encode(Whole whole) throws EncodeException {
            try {
                fail(whole.failure());
            } catch (IOException e) {
                throw new AssertionError("Encoders of texts throw none", e);
            }
            return "whole " + describe();
        }
    }

    static class StreamEncoder extends Injected implements Encoder.TextStream<Streamed> {

        @Override
        public void encode(Streamed streamed, Writer writer) throws IOException, EncodeException {
            fail(streamed.failure());
            writer.write("stream " + describe());
        }
    }

    /** Does something with every message. */
    private static final class Endpoint implements ApplicationEndpoint {

        private final OnMessage onMessage;
        private ApplicationSession session;

        Endpoint(OnMessage onMessage) {
            this.onMessage = onMessage;
        }

        @Override
        public void onOpen(ApplicationSession opened) {
            session = opened;
            opened.addMessageHandler(String.class, (String text) -> {
                try {
                    onMessage.accept(opened);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }

        @Override
        public void onError(ApplicationSession failed, Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void onClose(ApplicationSession closed, CloseReason reason) {
            // Nothing is to be done.
        }
    }

    private interface OnMessage {
        void accept(ApplicationSession session) throws Exception;
    }

    @TempDir
    private Path directory;

    private SeContainer container;
    private Resources resources;
    private CallbackScopes scopes;
    private PerRequest perRequest;
    private Counter counter;

    @BeforeEach
    void start() {
        container = TestContainer.of(Counter.class, PerRequest.class, WholeEncoder.class, StreamEncoder.class)
                .initialize();
        resources = Resources.withThreads(null, 4, new BufferBudget(1 << 20, 1 << 20), new SpillDirectory(directory));
        scopes = new CallbackScopes(container.getBeanManager());
        perRequest = container.select(PerRequest.class).get();
        counter = container.select(Counter.class).get();
    }

    @AfterEach
    void stop() {
        resources.close();
        container.close();
    }

    private FakeContainerSession peer;

    private ApplicationSession open(String id, OnMessage onMessage) {
        return open(id, onMessage, scopes.newScope());
    }

    private ApplicationSession open(String id, OnMessage onMessage, CallbackScope scope) {
        peer = new FakeContainerSession(id);
        Endpoint endpoint = new Endpoint(onMessage);
        CdiObjects objects = new CdiObjects(container.getBeanManager());
        CoderModels models = CoderModels.of(
                List.of(WholeEncoder.class, StreamEncoder.class),
                List.of(),
                type -> new IllegalStateException(type.getName()));
        SessionDriver driver = new SessionDriver(
                peer.session(),
                Role.SERVER,
                EndpointSettings.DEFAULTS,
                resources,
                new OpenSessions(),
                endpoint,
                new SessionCoders(models, objects.coders(), null),
                scope,
                TransferObservers.NONE);
        peer.drivenBy(driver);
        driver.start();
        return endpoint.session;
    }

    private static void sendAndWait(ApplicationSession session, Object object) throws Exception {
        session.getAsyncRemote().sendObject(object).get(10, TimeUnit.SECONDS);
    }

    private void assertThatNothingIsActive() {
        assertThatThrownBy(counter::next).isInstanceOf(ContextNotActiveException.class);
        assertThatThrownBy(perRequest::next).isInstanceOf(ContextNotActiveException.class);
    }

    @Test
    void anEncoderThatAThreadOfTheApplicationCallsFindsBothContexts() throws Exception {
        ApplicationSession a = open("a", session -> {});
        a.getBasicRemote().sendObject(new Whole(null));
        assertThatNothingIsActive();
        sendAndWait(a, new Whole(null));
        assertThatNothingIsActive();
        a.getBasicRemote().sendObject(new Streamed(null));
        assertThatNothingIsActive();
        // This one is called on the executor.
        sendAndWait(a, new Streamed(null));
        assertThat(String.join("\n", peer.sent).replaceAll("\n+", "\n"))
                .isEqualTo("whole a 1 1\nwhole a 2 1\nstream a 3 1\nstream a 4 1");
    }

    @Test
    void anEncoderWithinACallbackHasTheContextsOfTheCallback() {
        open("a", session -> {
            assertThat(counter.next()).isEqualTo(1);
            assertThat(perRequest.next()).isEqualTo(1);
            session.getBasicRemote().sendObject(new Whole(null));
            assertThat(perRequest.next()).isEqualTo(3);
            assertThat(counter.next()).isEqualTo(3);
        });
        peer.receive("go");
        assertThat(peer.sent).containsExactly("whole a 2 2");
    }

    @Test
    void anEncoderWithinAnotherSessionsCallbackHasTheContextOfTheSessionThatSends() throws Exception {
        ApplicationSession inner = open("inner", session -> {});
        FakeContainerSession innerPeer = peer;
        open("outer", session -> {
            inner.getBasicRemote().sendObject(new Whole(null));
            session.getBasicRemote().sendObject(new Whole(null));
        });
        peer.receive("go");
        // The request is the outer callback's: it is the active one.
        assertThat(innerPeer.sent).containsExactly("whole inner 1 1");
        assertThat(peer.sent).containsExactly("whole outer 1 2");
    }

    @Test
    void whatAnEncoderThrowsComesAsItIs() {
        ApplicationSession a = open("a", session -> {});
        RemoteEndpoint.Basic basic = a.getBasicRemote();
        for (Exception failure :
                List.of(new EncodeException("object", "encode"), new IllegalArgumentException("unchecked"))) {
            assertThatThrownBy(() -> basic.sendObject(new Whole(failure))).isSameAs(failure);
            assertThatThrownBy(() -> basic.sendObject(new Streamed(failure))).isSameAs(failure);
        }
        IOException io = new IOException("io");
        assertThatThrownBy(() -> basic.sendObject(new Streamed(io))).isSameAs(io);
        EncodeException encode = new EncodeException("object", "encode");
        Future<Void> later = a.getAsyncRemote().sendObject(new Streamed(encode));
        assertThatThrownBy(() -> later.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(encode);
        assertThatNothingIsActive();
        assertThat(peer.sent).isEmpty();
    }

    @Test
    void afterTheEndASendFailsAndNoEncoderIsCalled() {
        ApplicationSession a = open("a", session -> {});
        RemoteEndpoint.Basic basic = a.getBasicRemote();
        peer.close(1000);
        assertThatThrownBy(() -> basic.sendObject(new Whole(null))).isInstanceOf(IllegalStateException.class);
        assertThatNothingIsActive();
    }

    @Test
    void aSendWithoutAnEncoderTakesNoContext() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CallbackScope counting = new CallbackScope() {
            @Override
            public void run(ApplicationSession session, Runnable callback) {
                runs.incrementAndGet();
                callback.run();
            }

            @Override
            public void end() {
                // Nothing began.
            }
        };
        ApplicationSession a = open("a", session -> {}, counting);
        int before = runs.get();
        a.getBasicRemote().sendObject("text");
        a.getBasicRemote().sendText("text");
        sendAndWait(a, 42);
        assertThat(runs).hasValue(before);
        assertThat(peer.sent).containsExactly("text", "text", "42");
    }
}
