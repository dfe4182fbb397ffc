package org.lighterage.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages that are to be sent, and whose turn it is (PROTOCOL.md, section 5). Guarded by the sending lock.
 *
 * <p>Strictly ordered, a message has every turn until its END. Interleaved, those under way take turns, and every other
 * turn belongs to the queue, so that a short message waits for one frame and not for a long message.
 */
final class SendQueue {

    /** Messages that one behind them in the queue may overtake, where they cannot begin yet. */
    private static final int LOOK_AHEAD = 16;

    private final Ordering ordering;

    /** Messages of which nothing has been sent. */
    private final LazyQueue<OutgoingMessage> queued = new LazyQueue<>();

    /** Messages begun and not ended, the next to get a frame first. */
    private final LazyQueue<OutgoingMessage> active = new LazyQueue<>();

    /**
     * Messages of which something is sent again, in order: these have every turn until they are as far as they were. Only
     * where they are interleaved, as strict order brings this by itself. Null until there are some.
     */
    private LazyQueue<OutgoingMessage> again;

    /** Messages begun and not settled, by id; made when the first long message begins. */
    private Map<Long, OutgoingMessage> unsettled = Map.of();

    private long lastId;
    private boolean queueFirst = true;

    SendQueue(Ordering ordering) {
        this.ordering = ordering;
    }

    void add(OutgoingMessage message) {
        queued.add(message);
    }

    /**
     * The messages that may have the next frame, best first: where one has no bytes at hand the next may try.
     *
     * @param frameLimit longest frame, in bytes
     * @param maxConcurrent messages that may be under way at once
     */
    List<OutgoingMessage> candidates(int frameLimit, int maxConcurrent) {
        if (ordering == Ordering.STRICT) {
            OutgoingMessage only = active.isEmpty() ? queued.peek() : active.peek();
            return only == null ? List.of() : List.of(only);
        }
        boolean mayBegin = active.size() < maxConcurrent;
        if (again != null) {
            for (OutgoingMessage message : again.all()) {
                if (message.state == OutgoingMessage.State.BEGUN || mayBegin || !message.isLong(frameLimit)) {
                    return List.of(message);
                }
            }
        }
        List<OutgoingMessage> candidates = new ArrayList<>(active.all());
        int place = queueFirst ? 0 : candidates.size();
        int looked = 0;
        for (OutgoingMessage message : queued.all()) {
            if (mayBegin || !message.isLong(frameLimit)) {
                candidates.add(place++, message);
            }
            if (++looked == LOOK_AHEAD) {
                break;
            }
        }
        return candidates;
    }

    /** The id that the next message begins with. */
    long nextId() {
        return lastId + 1;
    }

    boolean wasBegun(long id) {
        return id <= lastId;
    }

    OutgoingMessage unsettled(long id) {
        return unsettled.get(id);
    }

    void sentWhole(OutgoingMessage message) {
        queued.remove(message);
        isAsFarAsBefore(message);
        message.state = OutgoingMessage.State.SENT;
        queueFirst = false;
    }

    void begun(OutgoingMessage message) {
        queued.remove(message);
        message.state = OutgoingMessage.State.BEGUN;
        lastId = message.id;
        active.add(message);
        if (unsettled.isEmpty()) {
            unsettled = new HashMap<>(4);
        }
        unsettled.put(message.id, message);
        queueFirst = false;
        checkAgain(message);
    }

    private void checkAgain(OutgoingMessage message) {
        if (message.offset >= message.againUpTo) {
            isAsFarAsBefore(message);
        }
    }

    private void isAsFarAsBefore(OutgoingMessage message) {
        if (again != null && again.remove(message) && again.isEmpty()) {
            again = null;
        }
    }

    /** A frame of a message under way was sent: the others take their turn. */
    void wentOn(OutgoingMessage message) {
        active.remove(message);
        active.add(message);
        queueFirst = true;
        checkAgain(message);
    }

    void ended(OutgoingMessage message) {
        active.remove(message);
        isAsFarAsBefore(message);
        message.state = OutgoingMessage.State.ENDED;
        queueFirst = true;
    }

    void settled(OutgoingMessage message) {
        switch (message.state) {
            case QUEUED -> queued.remove(message);
            case BEGUN -> active.remove(message);
            case ENDED, SENT, SETTLED -> {}
        }
        isAsFarAsBefore(message);
        forget(message);
        message.state = OutgoingMessage.State.SETTLED;
    }

    private void forget(OutgoingMessage message) {
        if (!unsettled.isEmpty()) {
            unsettled.remove(message.id, message);
        }
    }

    /** All messages that are not settled. */
    List<OutgoingMessage> all() {
        List<OutgoingMessage> all = new ArrayList<>(unsettled.values());
        all.addAll(queued.all());
        return all;
    }

    /**
     * Puts messages back of which frames are to be sent again.
     *
     * @param frames in the order in which they were first sent
     * @param lastCovered the last id whose BEGIN the peer has processed: the next has the one after it
     */
    void goBack(List<SentFrame> frames, long lastCovered) {
        List<OutgoingMessage> waiting = new ArrayList<>(queued.all());
        queued.clear();
        active.clear();
        again = null;
        Set<OutgoingMessage> seen = new HashSet<>();
        for (SentFrame frame : frames) {
            OutgoingMessage message = frame.message();
            if (seen.add(message) && message.state != OutgoingMessage.State.SETTLED) {
                boolean begun = frame.kind() == SentFrame.Kind.NEXT;
                message.goBackTo(frame.offset(), begun ? OutgoingMessage.State.BEGUN : OutgoingMessage.State.QUEUED);
                if (!begun) {
                    forget(message);
                    queued.add(message);
                }
                if (ordering == Ordering.INTERLEAVED) {
                    again = again == null ? new LazyQueue<>() : again;
                    again.add(message);
                }
            }
        }
        // Those under way in the order of their ids, whether they are sent again or not.
        unsettled.values().stream()
                .filter(message -> message.state == OutgoingMessage.State.BEGUN)
                .sorted(Comparator.comparingLong(message -> message.id))
                .forEach(active::add);
        waiting.forEach(queued::add);
        lastId = lastCovered;
        queueFirst = false;
    }

    /** The last id that was given. */
    long lastId() {
        return lastId;
    }

    /** Payload bytes in memory of messages that are not settled. */
    long memory() {
        long bytes = 0;
        for (OutgoingMessage message : queued.all()) {
            bytes += message.source.memory();
        }
        for (OutgoingMessage message : unsettled.values()) {
            bytes += message.source.memory();
        }
        return bytes;
    }

    /** Forgets which messages were begun: a new session. Returns these, in the order of their ids. */
    List<OutgoingMessage> restart() {
        List<OutgoingMessage> begun = unsettled.values().stream()
                .sorted(Comparator.comparingLong(message -> message.id))
                .toList();
        active.clear();
        again = null;
        unsettled = Map.of();
        lastId = 0;
        return begun;
    }

    /** Puts messages before all that wait. */
    void putFirst(List<OutgoingMessage> messages) {
        List<OutgoingMessage> waiting = new ArrayList<>(queued.all());
        queued.clear();
        messages.forEach(queued::add);
        waiting.forEach(queued::add);
    }

    /** Whether a message is begun and not ended. */
    boolean isInTheMiddle() {
        return !active.isEmpty();
    }

    boolean isEmpty() {
        return queued.isEmpty() && unsettled.isEmpty();
    }

    void clear() {
        all().forEach(message -> message.state = OutgoingMessage.State.SETTLED);
        queued.clear();
        active.clear();
        again = null;
        unsettled = Map.of();
    }
}
