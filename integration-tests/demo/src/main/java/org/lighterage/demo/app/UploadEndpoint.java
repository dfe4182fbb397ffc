package org.lighterage.demo.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;

/**
 * Takes documents of up to 4 GiB, and answers each with a receipt in JSON. The name comes with the message as metadata
 * {@code name}, or from clients without Lighterage as the query parameter {@code name}.
 */
@ServerEndpoint("/upload")
@LargeMessages(maxMessageSize = "4GiB")
public class UploadEndpoint {

    @Inject
    private Digests digests;

    @OnMessage
    public String store(InputStream document, LighterageSession session) throws IOException {
        return digests.receipt(name(session), document).toJson();
    }

    private static String name(LighterageSession session) {
        String name = session.getMessageMetadata().get("name");
        List<String> parameter = session.getRequestParameterMap().getOrDefault("name", List.of(""));
        return name == null ? parameter.get(0) : name;
    }
}
