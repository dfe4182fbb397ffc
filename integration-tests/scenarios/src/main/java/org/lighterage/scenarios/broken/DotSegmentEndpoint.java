package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path with a dot for a segment. */
@ServerEndpoint("/dot/./segment")
public class DotSegmentEndpoint {}
