/**
 * Where the bytes of a message wait until its application takes them: in memory first, then in a spill file, within
 * budgets of the whole application. Knows bytes, not frames.
 */
package org.lighterage.buffer;
