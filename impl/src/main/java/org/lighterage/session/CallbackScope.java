package org.lighterage.session;

/** What surrounds the callbacks of one session, as CDI's contexts do. */
public interface CallbackScope {

    /** Surrounds callbacks with nothing. */
    CallbackScope NONE = new CallbackScope() {
        @Override
        public void run(ApplicationSession session, Runnable callback) {
            callback.run();
        }

        @Override
        public void end() {
            // Nothing began.
        }
    };

    /**
     * Runs a callback within the scope, in the calling thread. Callbacks of one session never overlap, but may come on any
     * thread, and one may run within another session's on the same thread.
     */
    void run(ApplicationSession session, Runnable callback);

    /** The session has ended and its last callback has returned. Called once. */
    void end();
}
