package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** One conversation of {@link InteropTest}, in which nothing is random but what comes from its seed. */
final class InteropRound {

    private static final int MOST_STEPS = 20_000;

    /** Steps with nothing under way after which it is over. */
    private static final int IDLE_STEPS = 12;

    private static final int[] CLOSE_CODES = {1001, 1005, 1006, 1006, 1009, 1011};

    /** What one end has sent and got. */
    private static final class End {

        final Role role;
        final InteropSide side;
        final InteropSide.Limits limits;
        final List<InteropMessage> sent = new ArrayList<>();
        final List<String> received = new ArrayList<>();
        int toSend;
        boolean room = true;
        boolean opened;

        End(Role role, InteropSide side, Random random) {
            this.role = role;
            this.side = side;
            this.toSend = random.nextInt(14);
            int leastWindow = role == Role.CLIENT ? 1024 : 65_536;
            int chunkSize = 1024 + random.nextInt(random.nextBoolean() ? 10 : 4000);
            limits = new InteropSide.Limits(
                    chunkSize,
                    Math.max(leastWindow, chunkSize) + random.nextInt(random.nextBoolean() ? 1000 : 20_000),
                    1 + random.nextInt(4),
                    random.nextBoolean(),
                    random.nextInt(5) > 0 ? 1_000_000 : 6000);
        }
    }

    /** What is under way on one connection. */
    private static final class Wire {

        final int number;
        final Deque<byte[]> up = new ArrayDeque<>();
        final Deque<byte[]> down = new ArrayDeque<>();

        /** Whether each end still believes in it. */
        boolean clientOpen = true;

        boolean serverOpen = true;

        /** Whether HELLO has come to the server. */
        boolean accepted;

        Wire(int number) {
            this.number = number;
        }
    }

    /** Something that may happen next. */
    @FunctionalInterface
    private interface Move {

        void make() throws IOException;
    }

    private final Random random;
    private final End client;
    private final End server;
    private final List<String> problems = new ArrayList<>();
    private final List<InteropMessage> messages = new ArrayList<>();
    private final boolean mayRestart;
    private final double cutChance;
    private Wire wire;

    InteropRound(long seed, InteropSide clientSide, InteropSide serverSide) {
        random = new Random(seed);
        client = new End(Role.CLIENT, clientSide, random);
        server = new End(Role.SERVER, serverSide, random);
        mayRestart = chance(0.3);
        cutChance = new double[] {0.002, 0.02, 0.1}[random.nextInt(3)];
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void run(JavaSide java) throws IOException {
        for (End end : List.of(client, server)) {
            end.side.begin(end.role, end.limits, new Observer(end));
        }
        connect();
        int steps = 0;
        for (int idle = 0; idle < IDLE_STEPS; steps++) {
            assertThat(steps).as("steps").isLessThan(MOST_STEPS);
            List<Move> moves = moves();
            idle = moves.isEmpty() ? idle + 1 : 0;
            Move next = moves.isEmpty() ? this::idle : moves.get(random.nextInt(moves.size()));
            next.make();
            assertThat(problems).isEmpty();
        }
        server.side.endOlder();
        assertArrived(client, server);
        assertArrived(server, client);
        java.assertNothingStays();
    }

    // ---- what happens

    private List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        if (!wire.up.isEmpty()) {
            moves.add(this::deliverUp);
        }
        if (!wire.down.isEmpty()) {
            moves.add(this::deliverDown);
        }
        for (End end : List.of(client, server)) {
            // A server that was started anew has no session until a client comes.
            boolean canSend = end == client ? client.opened : wire.accepted;
            if (end.toSend > 0 && canSend) {
                moves.add(() -> send(end));
            }
            if (!end.sent.isEmpty() && chance(0.02)) {
                moves.add(() -> end.side.abort(end.sent.get(random.nextInt(end.sent.size()))));
            }
            if (chance(0.05)) {
                moves.add(() -> {
                    end.room = !end.room;
                    end.side.setRoom(end.room);
                });
            }
        }
        if (client.opened && chance(cutChance)) {
            moves.add(this::cut);
        }
        return moves;
    }

    private void connect() throws IOException {
        wire = new Wire(wire == null ? 0 : wire.number + 1);
        client.side.connect(wire.number);
    }

    private void send(End end) throws IOException {
        end.toSend--;
        // Two that are empty could not be told apart.
        boolean mayBeEmpty = end.sent.stream().allMatch(each -> each.payload.length > 0);
        InteropMessage message = InteropMessage.random(random, messages.size(), mayBeEmpty);
        messages.add(message);
        end.sent.add(message);
        end.side.send(message);
    }

    private void deliverUp() throws IOException {
        byte[] frame = wire.up.remove();
        if (wire.accepted) {
            server.side.receive(wire.number, frame);
        } else {
            wire.accepted = true;
            server.side.accept(wire.number, frame);
        }
    }

    private void deliverDown() throws IOException {
        client.side.receive(wire.number, wire.down.remove());
    }

    /** Either end learns first that the connection is lost, and some of what is under way may still arrive. */
    private void cut() throws IOException {
        int code = CLOSE_CODES[random.nextInt(CLOSE_CODES.length)];
        if (wire.accepted && chance(0.3)) {
            loseServer(code);
            while (!wire.down.isEmpty() && random.nextBoolean()) {
                deliverDown();
            }
        }
        wire.clientOpen = false;
        client.side.lose(wire.number, code);
        while (wire.serverOpen && !wire.up.isEmpty() && random.nextBoolean()) {
            deliverUp();
        }
        if (chance(0.7)) {
            loseServer(code);
        }
        if (mayRestart && chance(0.3)) {
            server.side.restart();
        }
        int milliseconds = random.nextInt(200);
        client.side.advance(milliseconds);
        server.side.advance(milliseconds);
        connect();
    }

    private void loseServer(int code) throws IOException {
        if (wire.serverOpen && wire.accepted) {
            server.side.lose(wire.number, code);
        }
        wire.serverOpen = false;
    }

    private void idle() throws IOException {
        client.room = true;
        server.room = true;
        client.side.idle(50);
        server.side.idle(50);
    }

    /** What one end tells. */
    private final class Observer implements InteropSide.Observer {

        private final End end;

        Observer(End end) {
            this.end = end;
        }

        @Override
        public void frame(int connection, byte[] frame) {
            if (connection == wire.number && wire.clientOpen && wire.serverOpen) {
                (end == client ? wire.up : wire.down).add(frame);
            }
        }

        @Override
        public void opened() {
            end.opened = true;
        }

        @Override
        public void received(String key) {
            end.received.add(key);
        }

        @Override
        public void settled(int label, String outcome) {
            InteropMessage message = messages.get(label);
            if (!message.outcome.equals(InteropMessage.PENDING)) {
                problem(message + " is " + message.outcome + ", then " + outcome);
            }
            message.outcome = outcome;
        }

        @Override
        public void problem(String what) {
            problems.add(end.role + ": " + what);
        }
    }

    // ---- what it must have led to

    private void assertArrived(End from, End to) {
        assertThat(to.received).as("at the " + to.role).doesNotHaveDuplicates();
        List<Integer> positions = new ArrayList<>();
        for (InteropMessage message : from.sent) {
            int at = to.received.indexOf(message.key());
            if (at >= 0) {
                positions.add(at);
            }
            assertThat(isRight(from, message, at >= 0))
                    .as(from.role + ": " + message + ", " + message.outcome + (at < 0 ? ", not" : "") + " arrived")
                    .isTrue();
        }
        assertThat(positions).as("at the " + to.role + ", of what was sent").hasSameSizeAs(to.received);
        if (!from.limits.interleaved()) {
            assertThat(positions).as("order").isSorted();
        }
    }

    /** In Java the send of a short message is over once the transport has it: nobody knows what a restart loses of these. */
    private boolean isRight(End from, InteropMessage message, boolean arrived) {
        return switch (message.outcome) {
            case "DELIVERED" -> arrived || mayRestart && from.side instanceof JavaSide;
            case "UNKNOWN_OUTCOME" -> mayRestart;
            case "CLOSED" -> mayRestart && (!arrived || from.side instanceof JavaSide);
            case InteropMessage.PENDING, "TIMEOUT", "CORRUPT", "NO_CAPACITY" -> false;
            default -> !arrived;
        };
    }
}
