package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Reads sequences while they come, and sends them back. */
@ServerEndpoint(
        value = "/sequence/binary",
        decoders = SequenceCoders.OfBytes.class,
        encoders = SequenceCoders.OfBytes.class)
@LargeMessages(streaming = true, maxMessageSize = "2GiB")
public class BinarySequenceEndpoint {

    @OnMessage
    public Sequence sendBack(Sequence sequence) {
        return sequence;
    }
}
