package org.lighterage.transfer;

import java.io.IOException;

/** A listener of a session that has one transport and no other. */
interface OneTransport extends EngineListener {

    @Override
    default void onEcho() {
        throw new AssertionError("No echo here");
    }

    @Override
    default void onDetached(int closeCode) {
        throw new AssertionError("Detached with " + closeCode);
    }

    @Override
    default void onAttached() {
        throw new AssertionError("Attached again");
    }

    @Override
    default void onRenewed(int unknown) {
        throw new AssertionError("A new session");
    }

    @Override
    default void onGivenUp(IOException cause) {
        throw new AssertionError(cause);
    }

    @Override
    default void onUnacknowledged(long first, int longest) {
        // So may one that is lost at any other time.
    }

    @Override
    default void onPathLimitConfirmed(int bytes) {
        // As above.
    }

    @Override
    default void onPathLimit(int bytes) {
        // A connection that is lost while a long frame waits for its acknowledgement may say so.
    }
}
