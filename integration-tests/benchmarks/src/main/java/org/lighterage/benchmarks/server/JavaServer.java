package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers that are classes of ours. */
public enum JavaServer implements Platform {
    TOMCAT("Tomcat", TomcatServer.class),
    SPRING("Spring", SpringStompServer.class),
    RSOCKET("RSocket", RSocketServerMain.class),
    TCP("TCP", TcpServer.class);

    private final String title;
    private final Class<?> main;

    JavaServer(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    @Override
    public ServerProcess start(List<String> jvmArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(Profiler.jvmArguments(title));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return ServerProcess.start(title, command, Directories.LOGS);
    }

    @Override
    public String title() {
        return title;
    }
}
