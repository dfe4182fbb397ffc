package org.lighterage.coders;

import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends what streams yield as binary messages, and closes them. */
public class InputStreamEncoder implements Encoder.BinaryStream<InputStream> {

    @Override
    public void encode(InputStream stream, OutputStream out) throws IOException {
        try (InputStream closed = stream) {
            closed.transferTo(out);
        }
    }
}
