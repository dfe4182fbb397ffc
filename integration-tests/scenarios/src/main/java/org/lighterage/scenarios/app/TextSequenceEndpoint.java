package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Reads sequences while they come, and sends them back. */
@ServerEndpoint(
        value = "/sequence/text",
        decoders = SequenceCoders.OfText.class,
        encoders = SequenceCoders.OfText.class)
@LargeMessages(streaming = true, maxMessageSize = "2GiB")
public class TextSequenceEndpoint {

    @OnMessage
    public Sequence sendBack(Sequence sequence) {
        return sequence;
    }
}
