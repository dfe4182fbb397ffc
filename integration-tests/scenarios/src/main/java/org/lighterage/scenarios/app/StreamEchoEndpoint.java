package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import org.lighterage.LargeMessages;
import org.lighterage.coders.InputStreamEncoder;

@ServerEndpoint(value = "/ready/stream", encoders = InputStreamEncoder.class)
@LargeMessages
public class StreamEchoEndpoint {

    @OnMessage
    public InputStream echo(InputStream stream) {
        return stream;
    }
}
