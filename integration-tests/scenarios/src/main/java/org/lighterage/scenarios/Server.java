package org.lighterage.scenarios;

import java.net.URI;

/** The server of a module: where it listens and what it logs, as the build says with system properties. */
final class Server {

    private Server() {}

    /** Where the endpoints of an application are, with a slash at the end. */
    static URI application(String name) {
        return URI.create("ws://localhost:" + required("lighterage.server.port") + "/" + name + "/");
    }

    /** The path of the file that the server logs to; null where it runs in this virtual machine. */
    static String log() {
        return System.getProperty("lighterage.server.log");
    }

    static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("The build of each server sets the system property " + property);
        }
        return value;
    }
}
