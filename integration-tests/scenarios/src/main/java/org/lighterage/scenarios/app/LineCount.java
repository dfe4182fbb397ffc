package org.lighterage.scenarios.app;

/** What is left of a message with lines: the first, and how many follow. */
public record LineCount(String first, int count) {}
