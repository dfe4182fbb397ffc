package org.lighterage.session;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lighterage.TransferCompleted;
import org.lighterage.TransferEvent;
import org.lighterage.TransferEvent.Direction;
import org.lighterage.TransferFailed;
import org.lighterage.TransferProgressed;
import org.lighterage.TransferStarted;
import org.lighterage.transfer.Scheduler;
import org.lighterage.transfer.TransferListener;

/**
 * One transfer and its events. Progress that comes while an event of progress waits, for its time or for the observers
 * of earlier events, goes into that event. Its end and its timer are guarded by its monitor, a leaf; events are made by
 * the queue's thread.
 */
final class ObservedTransfer implements TransferListener.Begun {

    private final TransferEvents events;
    private final Direction direction;
    private final long id;
    private final boolean text;
    private final OptionalLong length;
    private final Map<String, String> metadata;
    private final boolean progressObserved;

    private volatile long bytes;

    /** Whether an event of progress waits. */
    private final AtomicBoolean progressWaits = new AtomicBoolean();

    /** When the last event of progress was fired, and with how many bytes; handed on by {@link #progressWaits}. */
    private long firedAt;

    private long firedBytes;

    private Scheduler.Cancellable timer;
    private boolean ended;

    ObservedTransfer(
            TransferEvents events,
            Direction direction,
            long id,
            boolean text,
            long length,
            Map<String, String> metadata) {
        this.events = events;
        this.direction = direction;
        this.id = id;
        this.text = text;
        this.length = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        this.metadata = metadata;
        this.progressObserved = events.isObserved(TransferProgressed.class);
        this.firedAt = progressObserved ? events.scheduler().nanoTime() : 0;
    }

    void started() {
        events.add(
                TransferStarted.class,
                () -> new TransferStarted(events.session(), direction, id, text, length, metadata));
    }

    @Override
    public void progressed(long soFar) {
        bytes = soFar;
        // For every frame: no more than two reads while an event waits.
        if (progressObserved && !progressWaits.get() && progressWaits.compareAndSet(false, true)) {
            scheduleProgress();
        }
    }

    private synchronized void scheduleProgress() {
        if (!ended) {
            Duration since = Duration.ofNanos(events.scheduler().nanoTime() - firedAt);
            Duration wait = events.interval().minus(since);
            timer = events.scheduler().schedule(wait.isNegative() ? Duration.ZERO : wait, this::progressIsDue);
        }
    }

    private void progressIsDue() {
        addProgress();
        events.wake();
    }

    private synchronized void addProgress() {
        if (!ended) {
            events.add(TransferProgressed.class, this::progress);
        }
    }

    /** The event of progress as it is now, or null where it would say nothing new. */
    private TransferEvent progress() {
        firedAt = events.scheduler().nanoTime();
        // Before the bytes are read: what comes now either is among them or has another event wait.
        progressWaits.set(false);
        long soFar = bytes;
        if (soFar == firedBytes) {
            return null;
        }
        firedBytes = soFar;
        return new TransferProgressed(events.session(), direction, id, text, length, soFar, metadata);
    }

    @Override
    public synchronized void completed() {
        if (end()) {
            events.add(
                    TransferCompleted.class,
                    () -> new TransferCompleted(events.session(), direction, id, text, length, bytes, metadata));
        }
    }

    @Override
    public synchronized void failed(Throwable cause) {
        if (end()) {
            events.add(
                    TransferFailed.class,
                    () -> new TransferFailed(
                            events.session(),
                            direction,
                            id,
                            text,
                            length,
                            bytes,
                            metadata,
                            Sends.asIOException(cause)));
        }
    }

    private boolean end() {
        boolean first = !ended;
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
        return first;
    }
}
