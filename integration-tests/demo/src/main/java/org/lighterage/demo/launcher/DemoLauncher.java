package org.lighterage.demo.launcher;

import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Starts the demo: unpacks it, starts the server, lets the client check it, and serves until it is stopped. */
public final class DemoLauncher {

    private DemoLauncher() {}

    public static void main(String[] arguments) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + DemoOptions.USAGE);
            System.exit(2);
            return;
        }
        Unpacked unpacked = Unpacked.unpack();
        Runtime.getRuntime().addShutdownHook(new Thread(unpacked::close, "lighterage-demo-cleanup"));
        try {
            URI uri = startServer(unpacked, options);
            if (options.selfCheck() && !selfCheck(unpacked, uri, options.file())) {
                System.exit(1);
            }
            System.out.println("Lighterage demo is ready at " + uri);
        } catch (Exception e) {
            // The server's threads would keep the process alive.
            e.printStackTrace();
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static URI startServer(Unpacked unpacked, DemoOptions options) throws Exception {
        return in(
                unpacked.classLoader("server"),
                "DemoServer",
                new Class<?>[] {Path.class, Path.class, String.class, int.class},
                unpacked.webapp(),
                unpacked.work(),
                options.host(),
                options.port());
    }

    private static boolean selfCheck(Unpacked unpacked, URI uri, Path file) throws Exception {
        return in(unpacked.classLoader("client"), "SelfCheck", new Class<?>[] {URI.class, Path.class}, uri, file);
    }

    /** Calls a class that is loaded with libraries of its own. */
    @SuppressWarnings("unchecked") // Each class says what it returns.
    private static <T> T in(URLClassLoader loader, String name, Class<?>[] types, Object... values) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> type = loader.loadClass(DemoLauncher.class.getPackageName() + "." + name);
            return ((Callable<T>) type.getConstructor(types).newInstance(values)).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
