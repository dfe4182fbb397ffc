package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;

/** Passes messages on to another endpoint of the application, through a client that is injected, and the answers back. */
@ServerEndpoint("/relay")
@LargeMessages
public class RelayEndpoint {

    @Inject
    private LighterageClient client;

    @OnMessage
    public String relay(String text, Session session) throws Exception {
        URI echo = session.getRequestURI().resolve("string");
        try (LighterageSession onward = client.connectToServer(RelayClient.class, echo)) {
            onward.getBasicRemote().sendText(text);
            return (onward.isNegotiated() ? "negotiated " : "plain ") + RelayClient.nextAnswer();
        }
    }
}
