package org.lighterage.paths.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** As {@link CargoEndpoint}, with frames that are longer than most paths let through. */
@ServerEndpoint("/wide/{name}")
@LargeMessages(resume = "60s", maxMessageSize = "2GiB", chunkSize = "1MiB")
public class WideEndpoint extends CargoEndpoint {}
