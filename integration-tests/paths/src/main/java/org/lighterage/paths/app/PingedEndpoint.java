package org.lighterage.paths.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Its connections are pinged; its sessions end with them. */
@ServerEndpoint("/pinged/{name}")
@LargeMessages(keepalive = "1s")
public class PingedEndpoint extends EchoingEndpoint {}
