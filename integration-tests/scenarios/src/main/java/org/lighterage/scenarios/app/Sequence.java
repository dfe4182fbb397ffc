package org.lighterage.scenarios.app;

/** The numbers from 0 on, so many that nobody has them in memory; its coders write and read them one by one. */
public record Sequence(long count) {}
