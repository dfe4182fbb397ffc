package org.lighterage.scenarios.rules;

import jakarta.websocket.EncodeException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Endpoints that send in every way, and say what came of it. */
public final class Sending {

    private Sending() {}

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    /** Does what its message names, and answers with what came of it, after what was sent. */
    @ServerEndpoint(
            value = "/sending/all",
            configurator = TestNameConfigurator.class,
            encoders = NotingCoders.AnimalEncoder.class)
    public static class All {

        @OnMessage
        public String send(String how, Session session) throws Exception {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            return switch (how) {
                case "futures" -> futures(session.getAsyncRemote());
                case "handlers" -> handlers(session.getAsyncRemote());
                case "failing future" -> failingFuture(session.getAsyncRemote(), new NotingCoders.Cat("unicorn"));
                case "unknown future" -> failingFuture(session.getAsyncRemote(), Thread.currentThread());
                case "failing handler" -> failingHandler(session.getAsyncRemote());
                case "failing basic" -> failingBasic(basic);
                case "primitives" -> objects(basic, true, (byte) 1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, new byte[] {'a'});
                case "other objects" -> objects(basic, "string", ByteBuffer.wrap(new byte[] {'b'}));
                case "timeout" -> timeout(session.getAsyncRemote());
                case "parts" -> parts(basic);
                case "empty parts" -> emptyParts(basic);
                case "nothing" -> nothing(basic);
                case "streams" -> streams(basic);
                case "buffers" -> buffers(basic, session.getAsyncRemote());
                case "batch" -> batch(basic, session.getAsyncRemote());
                case "controls" -> controls(basic, session.getAsyncRemote());
                default -> throw new IllegalArgumentException(how);
            };
        }

        private static String futures(RemoteEndpoint.Async async) throws Exception {
            List<Object> results = new ArrayList<>();
            // One after the other, as every container takes them.
            Future<Void> future = async.sendText("text");
            results.add(future.get(1, TimeUnit.MINUTES));
            future = async.sendBinary(bytes("binary"));
            results.add(future.get(1, TimeUnit.MINUTES));
            future = async.sendObject(new NotingCoders.Cat("tom"));
            results.add(future.get(1, TimeUnit.MINUTES));
            results.add(future.isDone());
            return results.toString();
        }

        private static String describe(SendResult result) {
            return result.isOK() + " " + (result.getException() == null ? null : name(result.getException()));
        }

        private static String name(Throwable failure) {
            return failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }

        private static String handlers(RemoteEndpoint.Async async) throws InterruptedException {
            BlockingQueue<String> results = new LinkedBlockingQueue<>();
            SendHandler handler = result -> results.add(describe(result));
            async.sendText("text", handler);
            String first = results.poll(1, TimeUnit.MINUTES);
            async.sendBinary(bytes("binary"), handler);
            String second = results.poll(1, TimeUnit.MINUTES);
            async.sendObject(new NotingCoders.Cat("tom"), handler);
            return first + ", " + second + ", " + results.poll(1, TimeUnit.MINUTES);
        }

        private static String failingFuture(RemoteEndpoint.Async async, Object object) throws Exception {
            try {
                return "sent " + async.sendObject(object).get(1, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                return "ExecutionException: " + e.getCause().getClass().getSimpleName();
            }
        }

        private static String failingHandler(RemoteEndpoint.Async async) throws InterruptedException {
            BlockingQueue<String> results = new LinkedBlockingQueue<>();
            async.sendObject(new NotingCoders.Cat("unicorn"), result -> results.add(describe(result)));
            return results.poll(1, TimeUnit.MINUTES);
        }

        private static String failingBasic(RemoteEndpoint.Basic basic) throws IOException {
            try {
                basic.sendObject(new NotingCoders.Cat("unicorn"));
                return "sent";
            } catch (EncodeException e) {
                return name(e) + " " + e.getObject();
            }
        }

        private static String objects(RemoteEndpoint.Basic basic, Object... objects)
                throws IOException, EncodeException {
            for (Object object : objects) {
                basic.sendObject(object);
            }
            return "end";
        }

        private static String timeout(RemoteEndpoint.Async async) throws Exception {
            long before = async.getSendTimeout();
            async.setSendTimeout(60_000);
            async.sendText("in time").get(1, TimeUnit.MINUTES);
            return before + " " + async.getSendTimeout();
        }

        private static String parts(RemoteEndpoint.Basic basic) throws IOException {
            basic.sendText("one ", false);
            basic.sendText("ä two", false);
            basic.sendText("", true);
            basic.sendBinary(bytes("three "), false);
            basic.sendBinary(bytes("four"), true);
            return "end";
        }

        private static String emptyParts(RemoteEndpoint.Basic basic) throws IOException {
            basic.sendText("", false);
            basic.sendText("one", false);
            basic.sendText("", false);
            basic.sendText(" two", true);
            basic.sendBinary(bytes(""), false);
            basic.sendBinary(bytes(""), true);
            return "end";
        }

        private static String nothing(RemoteEndpoint.Basic basic) throws IOException {
            basic.getSendStream().close();
            basic.getSendWriter().close();
            return "end";
        }

        private static String streams(RemoteEndpoint.Basic basic) throws IOException {
            try (OutputStream stream = basic.getSendStream()) {
                stream.write('a');
                stream.write("bc".getBytes(StandardCharsets.UTF_8));
                stream.flush();
                stream.write("-def-".getBytes(StandardCharsets.UTF_8), 1, 3);
            }
            try (Writer writer = basic.getSendWriter()) {
                writer.write('x');
                writer.append("yz").flush();
                writer.write("\uD83D");
                writer.write("\uDE00");
            }
            return "end";
        }

        private static ByteBuffer window() {
            return ByteBuffer.wrap("-window-".getBytes(StandardCharsets.UTF_8), 1, 6);
        }

        /** A part of a larger buffer, an empty, a read-only, and a direct one. */
        private static String buffers(RemoteEndpoint.Basic basic, RemoteEndpoint.Async async) throws Exception {
            List<Integer> remaining = new ArrayList<>();
            ByteBuffer buffer = window();
            basic.sendBinary(buffer);
            remaining.add(buffer.remaining());
            buffer = window();
            async.sendBinary(buffer).get(1, TimeUnit.MINUTES);
            remaining.add(buffer.remaining());
            buffer = window();
            basic.sendBinary(buffer, true);
            remaining.add(buffer.remaining());
            basic.sendBinary(ByteBuffer.allocate(0));
            basic.sendBinary(window().asReadOnlyBuffer());
            basic.sendBinary(ByteBuffer.allocateDirect(6).put(window()).flip());
            return remaining.toString();
        }

        private static String batch(RemoteEndpoint.Basic basic, RemoteEndpoint.Async async) throws IOException {
            boolean before = basic.getBatchingAllowed();
            basic.setBatchingAllowed(true);
            basic.sendText("one");
            basic.sendText("two");
            basic.flushBatch();
            boolean allowed = basic.getBatchingAllowed();
            basic.setBatchingAllowed(false);
            async.flushBatch();
            return before + " " + allowed + " " + basic.getBatchingAllowed();
        }

        private static String controls(RemoteEndpoint.Basic basic, RemoteEndpoint.Async async) throws IOException {
            basic.sendPing(ByteBuffer.allocate(125));
            basic.sendPong(ByteBuffer.allocate(0));
            async.sendPing(ByteBuffer.allocate(0));
            async.sendPong(ByteBuffer.allocate(125));
            return "end";
        }
    }

    /** Answers with the calls with a null, or too much, that throw no IllegalArgumentException. */
    @ServerEndpoint("/sending/nothing")
    public static class Null {

        /** What should fail. */
        private interface Call {
            void run() throws Exception;
        }

        @OnMessage
        public String calls(String which, Session session) {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            RemoteEndpoint.Async async = session.getAsyncRemote();
            SendHandler handler = result -> {};
            return switch (which) {
                case "null messages" -> wrong(
                        () -> basic.sendText(null),
                        () -> basic.sendText(null, true),
                        () -> basic.sendBinary(null),
                        () -> basic.sendBinary(null, false),
                        () -> basic.sendObject(null),
                        () -> async.sendText(null),
                        () -> async.sendText(null, handler),
                        () -> async.sendBinary(null),
                        () -> async.sendBinary(null, handler),
                        () -> async.sendObject(null),
                        () -> async.sendObject(null, handler));
                case "null handlers" -> wrong(
                        () -> async.sendText("text", null),
                        () -> async.sendBinary(ByteBuffer.allocate(1), null),
                        () -> async.sendObject("object", null));
                case "null controls" -> wrong(
                        () -> basic.sendPing(null),
                        () -> basic.sendPong(null),
                        () -> async.sendPing(null),
                        () -> async.sendPong(null));
                default -> wrong(
                        () -> basic.sendPing(ByteBuffer.allocate(126)),
                        () -> basic.sendPong(ByteBuffer.allocate(126)),
                        () -> async.sendPing(ByteBuffer.allocate(126)),
                        () -> async.sendPong(ByteBuffer.allocate(126)));
            };
        }

        private static String wrong(Call... calls) {
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < calls.length; i++) {
                try {
                    calls[i].run();
                    wrong.add(i + " was sent");
                } catch (IllegalArgumentException e) {
                    // As it should be.
                } catch (Exception e) {
                    wrong.add(i + " " + e);
                }
            }
            return wrong.toString();
        }
    }

    /** Sends from several threads at once. */
    @ServerEndpoint("/sending/threads")
    public static class Threads {

        @OnMessage
        public String send(String text, Session session) throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                Thread thread = new Thread(() -> {
                    try {
                        for (int n = 0; n < 20; n++) {
                            session.getBasicRemote().sendText(number + " " + n);
                        }
                    } catch (IOException | RuntimeException e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return failures.toString();
        }
    }

    /** Sends, with a short timeout, to a peer that does not read, until that fails; and on its closed session. */
    @ServerEndpoint("/sending/endings")
    public static class Endings {

        @OnMessage
        public void send(String how, Session session) throws Exception {
            String test = session.getQueryString();
            if (how.equals("stuck")) {
                Notes.add(test, "failed with " + stuck(session.getAsyncRemote()));
            } else {
                RemoteEndpoint.Basic basic = session.getBasicRemote();
                RemoteEndpoint.Async async = session.getAsyncRemote();
                session.close();
                Notes.add(test, "open " + session.isOpen());
                Notes.add(test, "basic text " + failure(() -> basic.sendText("late")));
                Notes.add(test, "basic binary " + failure(() -> basic.sendBinary(ByteBuffer.allocate(1))));
                Notes.add(
                        test,
                        "async text " + failure(() -> async.sendText("late").get(1, TimeUnit.MINUTES)));
                Notes.add(test, "done");
            }
        }

        private static String stuck(RemoteEndpoint.Async async) throws Exception {
            async.setSendTimeout(500);
            String text = "x".repeat(1_000_000);
            while (true) {
                try {
                    async.sendText(text).get(1, TimeUnit.MINUTES);
                } catch (ExecutionException e) {
                    return "ExecutionException";
                }
            }
        }

        /** What should fail. */
        private interface Call {
            void run() throws Exception;
        }

        private static String failure(Call call) {
            try {
                call.run();
                return "sent";
            } catch (IOException | IllegalStateException | ExecutionException e) {
                return "failed";
            } catch (Exception e) {
                return e.toString();
            }
        }
    }
}
