package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path that begins with no slash. */
@ServerEndpoint("relative")
public class RelativeEndpoint {}
