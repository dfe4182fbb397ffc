package org.lighterage.coders;

import jakarta.websocket.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes binary messages to files. A file belongs to the application, which moves or deletes it; where a message cannot
 * be read to its end, its file is deleted again.
 */
public class PathDecoder implements Decoder.BinaryStream<Path> {

    /**
     * Makes the file of a message, empty and accessible to its owner only. Overridden to have files elsewhere than in
     * the directory for temporary files.
     */
    protected Path newFile() throws IOException {
        return Files.createTempFile("lighterage-", ".message");
    }

    @Override
    public Path decode(InputStream stream) throws IOException {
        Path file = newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            stream.transferTo(out);
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }
}
