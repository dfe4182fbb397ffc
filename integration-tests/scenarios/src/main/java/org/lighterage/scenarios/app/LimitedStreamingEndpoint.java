package org.lighterage.scenarios.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Reads messages of at most 1,000,000 bytes while they come. */
@ServerEndpoint("/streaming-limited/{name}")
@LargeMessages(streaming = true, maxMessageSize = "1000000")
public class LimitedStreamingEndpoint extends StreamingEndpoint {}
