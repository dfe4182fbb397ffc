package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path that could be deployed, were it there once. */
@ServerEndpoint("/rooms/{room}")
public class RoomsEndpoint {}
