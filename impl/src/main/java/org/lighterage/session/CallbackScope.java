package org.lighterage.session;

/** What surrounds the callbacks and the encoders of one session, as CDI's contexts do. */
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
     * Runs a callback or an encoder within the scope, in the calling thread. Callbacks of one session never overlap;
     * encoders run whenever any thread sends. One may run within another of the same session, and of another session,
     * on the same thread.
     */
    void run(ApplicationSession session, Runnable callback);

    /** The session has ended and its last callback has returned. Called once. */
    void end();
}
