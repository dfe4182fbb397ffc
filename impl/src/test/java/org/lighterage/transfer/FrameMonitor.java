package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** Watches the frames that one engine sends and receives, and holds it to the limits of its peer, naively. */
final class FrameMonitor {

    private final EngineOptions options;
    private final Deque<Sent> unacknowledged = new ArrayDeque<>();
    private final Set<Long> open = new HashSet<>();
    private Settings peer = Settings.DEFAULTS;
    private long acknowledged;
    private long bytes;
    private long lastId;

    /** Whether HELLO has come, so that another resumes the session. */
    private boolean greeted;

    private record Sent(Frame frame, int windowBytes) {}

    FrameMonitor(EngineOptions options) {
        this.options = options;
    }

    void sent(byte[] encoded) {
        Frame frame = Frames.decode(encoded);
        assertThat((long) encoded.length).as("frame length").isLessThanOrEqualTo(longest(frame));
        if (!frame.counted()) {
            return;
        }
        boolean settlement =
                frame instanceof Frame.Delivered || frame instanceof Frame.Reject || frame instanceof Frame.Abort;
        int windowBytes = settlement ? 0 : encoded.length;
        if (windowBytes > 0 && bytes > 0) {
            assertThat(bytes + windowBytes).as("unacknowledged").isLessThanOrEqualTo(peer.window());
        }
        bytes += windowBytes;
        unacknowledged.add(new Sent(frame, windowBytes));
        checkTurn(frame);
    }

    private long longest(Frame frame) {
        return frame.counted() ? Math.min(options.chunkSize(), peer.maxFrame()) : 1024;
    }

    private void checkTurn(Frame frame) {
        boolean strict = options.ordering() == Ordering.STRICT;
        if (frame instanceof Frame.Begin begin) {
            assertThat(begin.id()).isEqualTo(++lastId);
            open.add(begin.id());
            assertThat((long) open.size()).isLessThanOrEqualTo(strict ? 1 : peer.maxConcurrent());
        } else if (frame instanceof Frame.Data data) {
            assertThat(open).contains(data.id());
        } else if (frame instanceof Frame.End end) {
            assertThat(open.remove(end.id())).isTrue();
        } else if (frame instanceof Frame.Abort abort) {
            assertThat(open.remove(abort.id())).isTrue();
        } else if (strict && (frame instanceof Frame.Text || frame instanceof Frame.Binary)) {
            assertThat(open).isEmpty();
        }
    }

    void received(byte[] encoded) {
        Frame frame = Frames.decode(encoded);
        if (frame instanceof Frame.Hello hello) {
            peer = hello.settings();
            acknowledge(hello.received());
            if (greeted) {
                goBack();
            }
            greeted = true;
        } else if (frame instanceof Frame.Ack ack) {
            acknowledge(ack.received());
        }
    }

    private void acknowledge(long count) {
        for (; acknowledged < count; acknowledged++) {
            bytes -= unacknowledged.remove().windowBytes();
        }
    }

    /** What the peer has not processed was never sent. */
    private void goBack() {
        while (!unacknowledged.isEmpty()) {
            Sent last = unacknowledged.removeLast();
            bytes -= last.windowBytes();
            if (last.frame() instanceof Frame.Begin begin) {
                open.remove(begin.id());
                lastId--;
            } else if (last.frame() instanceof Frame.End end) {
                open.add(end.id());
            } else if (last.frame() instanceof Frame.Abort abort) {
                open.add(abort.id());
            }
        }
    }

    boolean isInterleaved() {
        return options.ordering() == Ordering.INTERLEAVED;
    }

    boolean allAcknowledged() {
        return unacknowledged.isEmpty();
    }
}
