package org.lighterage.scenarios.broken;

import jakarta.websocket.server.ServerEndpoint;

/** As {@link RoomsEndpoint}, with another name for the variable. */
@ServerEndpoint("/rooms/{name}")
public class SameRoomsEndpoint {}
