package org.lighterage.scenarios.rules;

/** What the coders of the rules' endpoints code. */
public record Word(String letters) {}
