package org.lighterage.transfer;

/** Which peer this engine is: the client opened the WebSocket connection, the server accepted it. */
public enum Role {
    CLIENT,
    SERVER
}
