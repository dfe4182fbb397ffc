package org.lighterage.transfer;

/** What the engine tells the session. Called without any lock held, on whichever thread caused it. */
public interface EngineListener {

    /** HELLO has been exchanged; the peer speaks the protocol. */
    void onOpen();

    /** {@link Engine#takeMessage} has something. */
    void onMessage();

    /** A client's own HELLO came back: the other side echoes and does not speak the protocol (section 3, NONCE). */
    void onEcho();
}
