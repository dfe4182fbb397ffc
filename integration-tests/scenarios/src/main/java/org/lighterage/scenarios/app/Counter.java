package org.lighterage.scenarios.app;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import org.lighterage.WebSocketScoped;

/** Counts the callbacks of its session, whose name the endpoint tells it. */
@WebSocketScoped
public class Counter {

    @Inject
    private Journal journal;

    private final LastWords lastWords = new LastWords();
    private String name = "nobody";
    private int count;

    public void setName(String name) {
        this.name = name;
    }

    public int next() {
        return ++count;
    }

    @PreDestroy
    void destroyed() {
        String end = name + " counted " + count;
        lastWords.say(end);
        journal.add(end);
    }
}
