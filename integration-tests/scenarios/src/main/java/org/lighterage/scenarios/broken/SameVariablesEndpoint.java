package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** A path with a variable twice. */
@ServerEndpoint("/{same}/{same}")
public class SameVariablesEndpoint {}
