package org.lighterage.scenarios.rules;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened on the server in the order in which it did, apart for each test. Safe for use by any thread. */
final class Notes {

    private static final Map<String, List<String>> LINES = new ConcurrentHashMap<>();

    private Notes() {}

    /** @param test the query string of the session, by which tests know their own */
    static void add(String test, String line) {
        LINES.computeIfAbsent(test, key -> new CopyOnWriteArrayList<>()).add(line);
    }

    static List<String> of(String test) {
        return LINES.getOrDefault(test, List.of());
    }
}
