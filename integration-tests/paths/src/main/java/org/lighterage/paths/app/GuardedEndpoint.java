package org.lighterage.paths.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** As {@link QuietEndpoint}, for users who log in. */
@ServerEndpoint("/quiet-guarded/{name}")
@LargeMessages(keepalive = "0", resume = "60s")
public class GuardedEndpoint extends EchoingEndpoint {}
