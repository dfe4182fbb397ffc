package org.lighterage.paths.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Its connections are not pinged; its sessions outlive them. */
@ServerEndpoint("/quiet/{name}")
@LargeMessages(keepalive = "0", resume = "60s")
public class QuietEndpoint extends EchoingEndpoint {}
