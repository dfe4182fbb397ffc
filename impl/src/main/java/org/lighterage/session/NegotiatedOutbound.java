package org.lighterage.session;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;

/** Sends through the protocol engine. */
final class NegotiatedOutbound implements Outbound {

    private final Engine engine;
    private final NegotiatedConnection connection;

    NegotiatedOutbound(Engine engine, NegotiatedConnection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    @Override
    public void send(OutgoingMessage message) {
        engine.send(message);
    }

    @Override
    public void abort(OutgoingMessage message, MessageFailedException cause) {
        engine.abort(message, cause);
    }

    @Override
    public void sendControl(ControlFrame frame) {
        connection.sendControl(frame);
    }

    @Override
    public void close(int closeCode, String reason) {
        engine.close(closeCode, reason);
    }

    @Override
    public CloseReason closedWith() {
        return connection.closedWith();
    }

    @Override
    public void connectionEnded(IOException cause) {
        engine.transportLost(cause);
        connection.ended();
    }
}
