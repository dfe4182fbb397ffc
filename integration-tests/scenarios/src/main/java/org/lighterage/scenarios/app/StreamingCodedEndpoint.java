package org.lighterage.scenarios.app;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import org.lighterage.LargeMessages;
import org.lighterage.TransferException;

/** Answers with how many lines a message had. */
@ServerEndpoint(
        value = "/streaming-coded",
        decoders = {LineCountDecoders.OfText.class, LineCountDecoders.OfBytes.class})
@LargeMessages(streaming = true)
public class StreamingCodedEndpoint {

    @OnMessage
    public String count(LineCount lines) {
        return lines.count() + " lines after " + lines.first();
    }

    @OnError
    public void error(Throwable cause, Session session) throws IOException {
        session.getBasicRemote()
                .sendText(
                        cause instanceof TransferException failed
                                ? failed.getCode().name()
                                : cause.toString());
    }
}
