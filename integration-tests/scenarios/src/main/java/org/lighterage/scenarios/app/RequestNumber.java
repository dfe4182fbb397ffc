package org.lighterage.scenarios.app;

import jakarta.enterprise.context.RequestScoped;

/** Counts the calls within one request. */
@RequestScoped
public class RequestNumber {

    private int calls;

    public int next() {
        return ++calls;
    }
}
