package org.lighterage.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    List<OutgoingMessage> candidates(int frameLimit, long maxConcurrent) {
        if (ordering == Ordering.STRICT) {
            OutgoingMessage only = active.isEmpty() ? queued.peek() : active.peek();
            return only == null ? List.of() : List.of(only);
        }
        List<OutgoingMessage> candidates = new ArrayList<>(active.all());
        boolean mayBegin = active.size() < maxConcurrent;
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
        message.state = OutgoingMessage.State.SETTLED;
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
    }

    /** A frame of a message under way was sent: the others take their turn. */
    void wentOn(OutgoingMessage message) {
        active.remove(message);
        active.add(message);
        queueFirst = true;
    }

    void ended(OutgoingMessage message) {
        active.remove(message);
        message.state = OutgoingMessage.State.ENDED;
        queueFirst = true;
    }

    void settled(OutgoingMessage message) {
        switch (message.state) {
            case QUEUED -> queued.remove(message);
            case BEGUN -> active.remove(message);
            case ENDED, SETTLED -> {}
        }
        if (!unsettled.isEmpty()) {
            unsettled.remove(message.id, message);
        }
        message.state = OutgoingMessage.State.SETTLED;
    }

    /** All messages that are not settled. */
    List<OutgoingMessage> all() {
        List<OutgoingMessage> all = new ArrayList<>(unsettled.values());
        all.addAll(queued.all());
        return all;
    }

    boolean isEmpty() {
        return queued.isEmpty() && unsettled.isEmpty();
    }

    void clear() {
        all().forEach(message -> message.state = OutgoingMessage.State.SETTLED);
        queued.clear();
        active.clear();
        unsettled = Map.of();
    }
}
