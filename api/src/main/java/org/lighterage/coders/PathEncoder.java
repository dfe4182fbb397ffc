package org.lighterage.coders;

import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the content of files as binary messages. The file must not change until it is sent, and stays where it is. */
public class PathEncoder implements Encoder.BinaryStream<Path> {

    @Override
    public void encode(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }
}
