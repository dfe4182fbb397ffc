package org.lighterage.session;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;

/** Keeps what it is given to send. */
final class KeptOutbound implements Outbound {

    private final List<OutgoingMessage> messages = new ArrayList<>();

    List<OutgoingMessage> messages() {
        return messages;
    }

    @Override
    public Trampoline lend() {
        return null;
    }

    @Override
    public long sendAhead() {
        return 1 << 20;
    }

    @Override
    public void send(OutgoingMessage message) {
        messages.add(message);
    }

    @Override
    public void abort(OutgoingMessage message, MessageFailedException cause) {
        message.fail(cause);
    }

    @Override
    public void sendControl(ControlFrame frame) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(int closeCode, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CloseReason closedWith() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void connectionEnded(int closeCode, IOException cause) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void end(IOException cause) {
        throw new UnsupportedOperationException();
    }
}
