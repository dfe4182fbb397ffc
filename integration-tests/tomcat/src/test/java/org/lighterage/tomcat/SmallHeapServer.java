package org.lighterage.tomcat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one WAR, in a process of its own; prints its port, and ends with its standard input. */
final class SmallHeapServer {

    private SmallHeapServer() {}

    /** @param arguments the WAR, and a directory for the server's own files */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[1]);
        Files.createDirectories(work.resolve("webapps"));
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.addWebapp("", arguments[0]);
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        while (System.in.read() >= 0) {
            // Until the test ends.
        }
        tomcat.stop();
        System.exit(0);
    }
}
