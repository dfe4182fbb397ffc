package org.lighterage.paths.app;

import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Its sessions outlive their connections for a moment. */
@ServerEndpoint("/brief/{name}")
@LargeMessages(resume = "1s")
public class BriefEndpoint extends EchoingEndpoint {}
