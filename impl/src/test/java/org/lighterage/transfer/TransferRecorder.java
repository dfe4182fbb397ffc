package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what an engine tells of transfers, once it has said so without a lock, and looks that each keeps the rules. */
public final class TransferRecorder implements TransferListener {

    private final List<String> noted = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int begun;
    private int ended;

    /** What was told since this was asked last: the transfer's number and what became of it. */
    public synchronized List<String> told() {
        List<String> since = List.copyOf(told);
        told.clear();
        return since;
    }

    /** Transfers that have begun and not ended. */
    synchronized int underWay() {
        return begun - ended;
    }

    @Override
    public Begun incoming(boolean text, long length, Map<String, String> metadata) {
        return begin("incoming", text, length, metadata);
    }

    @Override
    public Begun outgoing(boolean text, long length, Map<String, String> metadata) {
        return begin("outgoing", text, length, metadata);
    }

    private synchronized Begun begin(String direction, boolean text, long length, Map<String, String> metadata) {
        int number = ++begun;
        noted.add(number + " " + direction + (text ? " text " : " binary ") + length + " " + metadata);
        return new Recorded(number);
    }

    @Override
    public synchronized void wake() {
        told.addAll(noted);
        noted.clear();
    }

    private final class Recorded implements Begun {

        private final int number;
        private long bytes;
        private boolean over;

        Recorded(int number) {
            this.number = number;
        }

        private void note(String what) {
            synchronized (TransferRecorder.this) {
                noted.add(number + " " + what);
            }
        }

        /** Needs no wake-up of its own, though it stays behind what does. */
        private void noteProgress(String what) {
            synchronized (TransferRecorder.this) {
                (noted.isEmpty() ? told : noted).add(number + " " + what);
            }
        }

        @Override
        public void progressed(long soFar) {
            assertThat(soFar).isGreaterThanOrEqualTo(bytes);
            bytes = soFar;
            noteProgress("progressed " + soFar);
        }

        @Override
        public void completed() {
            end("completed");
        }

        @Override
        public void failed(Throwable cause) {
            end("failed " + (cause instanceof MessageFailedException failed ? failed.code() + " " : "")
                    + cause.getMessage());
        }

        private void end(String how) {
            synchronized (TransferRecorder.this) {
                assertThat(over).as("ended before").isFalse();
                over = true;
                ended++;
                note(how);
            }
        }
    }
}
