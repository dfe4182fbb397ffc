package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path with an empty segment. */
@ServerEndpoint("/double//slash")
public class DoubleSlashEndpoint {}
