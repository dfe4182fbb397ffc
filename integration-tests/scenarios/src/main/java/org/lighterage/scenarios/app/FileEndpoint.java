package org.lighterage.scenarios.app;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lighterage.LargeMessages;
import org.lighterage.coders.PathDecoder;
import org.lighterage.coders.PathEncoder;

/** Takes a file, which is then its own, and sends it back. */
@ServerEndpoint(value = "/ready/file", encoders = PathEncoder.class, decoders = PathDecoder.class)
@LargeMessages
public class FileEndpoint {

    private Path last;

    @OnMessage
    public Path echo(Path file) throws IOException {
        deleteLast();
        last = file;
        return file;
    }

    @OnClose
    public void close() throws IOException {
        deleteLast();
    }

    private void deleteLast() throws IOException {
        if (last != null) {
            Files.delete(last);
        }
    }
}
