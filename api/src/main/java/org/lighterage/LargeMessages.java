package org.lighterage;

public @interface LargeMessages {}
