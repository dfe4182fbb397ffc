package org.lighterage.session;

/**
 * Shows callbacks the classes of their application. Most containers do that themselves, but Jetty not where a connection
 * ends without a close frame of the peer.
 */
record ClassLoaderScope(ClassLoader loader, CallbackScope scope) implements CallbackScope {

    @Override
    public void run(ApplicationSession session, Runnable callback) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == loader) {
            scope.run(session, callback);
            return;
        }
        thread.setContextClassLoader(loader);
        try {
            scope.run(session, callback);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void end() {
        scope.end();
    }
}
