package org.lighterage.scenarios.load;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.scenarios.app.Digest;

/** Lets short messages overtake long ones, and sends a long one that ends when the gate is opened. */
@ServerEndpoint("/interleaved")
@LargeMessages(ordering = "interleaved")
public class InterleavedEndpoint {

    private static final int HALF = 2_000_000;

    @Inject
    private Gate gate;

    @OnMessage
    public String text(String text, LighterageSession session) {
        if (text.equals("send")) {
            session.send(new SequenceInputStream(Collections.enumeration(
                    List.of(new Zeros(HALF), new Held(gate), new ByteArrayInputStream(new byte[HALF])))));
        }
        return text;
    }

    @OnMessage
    public String digest(InputStream bytes) throws IOException {
        return Digest.of(bytes);
    }

    /** Nothing, once the gate is open. */
    private static final class Held extends InputStream {

        private final Gate gate;

        Held(Gate gate) {
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            try {
                gate.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
