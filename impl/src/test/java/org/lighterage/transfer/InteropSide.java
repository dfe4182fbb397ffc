package org.lighterage.transfer;

import java.io.IOException;

/**
 * One end of a conversation of {@link InteropTest}: engines of either language, which do what the test says. Connections
 * have numbers; what is sent belongs to the newest session. A client has one session, a server one after the other.
 */
interface InteropSide {

    /** What an end tells, within the calls below. */
    interface Observer {

        /** A frame went out. */
        void frame(int connection, byte[] frame);

        /** A session has opened. */
        void opened();

        /** A message arrived, with its {@link InteropMessage#key}. */
        void received(String key);

        /** What has become of a message: DELIVERED, a code, or CLOSED where it ended with its session. */
        void settled(int label, String outcome);

        /** What should not happen, as that the end closes a connection. */
        void problem(String what);
    }

    /** What an end is configured with. */
    record Limits(int chunkSize, int window, int maxConcurrent, boolean interleaved, int maxMessage) {}

    /** Begins with nothing. */
    void begin(Role role, Limits limits, Observer observer) throws IOException;

    /** A client connects, for the first time or again. */
    void connect(int connection) throws IOException;

    /** A server gets a connection with its first frame. */
    void accept(int connection, byte[] hello) throws IOException;

    void receive(int connection, byte[] frame) throws IOException;

    /** The connection is gone, as this end sees it. */
    void lose(int connection, int closeCode) throws IOException;

    /** A server loses its sessions. */
    void restart() throws IOException;

    void send(InteropMessage message) throws IOException;

    void abort(InteropMessage message) throws IOException;

    /** Whether the connection takes frames. */
    void setRoom(boolean room) throws IOException;

    void advance(int milliseconds) throws IOException;

    /** Time passes with nothing under way, and there is room. */
    void idle(int milliseconds) throws IOException;

    /** Ends the sessions that nobody comes back to. */
    void endOlder() throws IOException;
}
