package org.lighterage.transfer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * A queue without an array until the first element comes: a server has thousands of idle sessions, and most never need
 * most of theirs. Guarded by whoever has it.
 */
final class LazyQueue<T> {

    private static final int USUAL = 3;

    /** Null until the first element. */
    private Deque<T> elements;

    void add(T element) {
        if (elements == null) {
            elements = new ArrayDeque<>(USUAL);
        }
        elements.add(element);
    }

    T peek() {
        return elements == null ? null : elements.peek();
    }

    T poll() {
        return elements == null ? null : elements.poll();
    }

    boolean remove(T element) {
        return elements != null && elements.remove(element);
    }

    boolean isEmpty() {
        return elements == null || elements.isEmpty();
    }

    int size() {
        return elements == null ? 0 : elements.size();
    }

    /** The elements now; not to be kept. */
    Collection<T> all() {
        return elements == null ? List.of() : elements;
    }

    /** Removes all elements, and the array. */
    void clear() {
        elements = null;
    }
}
