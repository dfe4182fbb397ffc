package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path with two dots for a segment. */
@ServerEndpoint("/dots/../segment")
public class DotsSegmentEndpoint {}
