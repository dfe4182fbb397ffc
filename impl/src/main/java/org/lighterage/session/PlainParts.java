package org.lighterage.session;

import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.Source;
import org.lighterage.transfer.TextSource;
import org.lighterage.transfer.TransferListener;
import org.lighterage.wire.Utf8;

/** Sends one message in parts with the blocking API, each an RFC 6455 frame. Used once, by one thread. */
final class PlainParts {

    private final RemoteEndpoint.Basic remote;
    private final OutgoingMessage message;
    private final int chunkSize;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    PlainParts(RemoteEndpoint.Basic remote, OutgoingMessage message, int chunkSize, TransferListener transfers) {
        this.remote = remote;
        this.message = message;
        this.chunkSize = chunkSize;
        this.transfers = transfers;
    }

    /** A part is about to be sent. */
    private void sending(boolean last) {
        if (transfers != null && !last) {
            message.begun(transfers);
        }
    }

    void send() throws IOException {
        if (message.source() instanceof TextSource source) {
            sendText(source.text());
        } else if (message.isText()) {
            sendEncodedText(message.source());
        } else {
            sendBytes(message.source());
        }
    }

    private void sendText(CharSequence text) throws IOException {
        // As many characters as fit the chunk size whatever they are; a cut pair would become two replacements.
        int step = chunkSize / 3;
        int from = 0;
        long bytes = 0;
        do {
            int to = Math.min(text.length(), from + step);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            String part = text.subSequence(from, to).toString();
            sending(to == text.length());
            remote.sendText(part, to == text.length());
            bytes += Utf8.length(part);
            message.acknowledgedUpTo(bytes);
            from = to;
        } while (from < text.length());
    }

    private void sendBytes(Source source) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(chunkSize);
        long offset = 0;
        boolean last;
        do {
            offset += fill(source, offset, part.clear());
            last = source.endsAt(offset);
            sending(last);
            remote.sendBinary(part.flip(), last);
            source.release(offset);
            message.acknowledgedUpTo(offset);
        } while (!last);
    }

    private void sendEncodedText(Source source) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer bytes = ByteBuffer.allocate(chunkSize);
        CharBuffer chars = CharBuffer.allocate(chunkSize);
        long offset = 0;
        boolean last;
        do {
            offset += fill(source, offset, bytes);
            last = source.endsAt(offset);
            decoder.decode(bytes.flip(), chars.clear(), last);
            bytes.compact();
            if (last) {
                decoder.flush(chars);
            }
            sending(last);
            remote.sendText(chars.flip().toString(), last);
            source.release(offset);
            message.acknowledgedUpTo(offset);
        } while (!last);
    }

    /** Reads what is at hand, and waits while it is nothing; returns 0 only at the end. */
    private static int fill(Source source, long offset, ByteBuffer target) throws IOException {
        Semaphore readable = new Semaphore(0);
        source.onReadable(readable::release);
        while (true) {
            int count = source.read(offset, target);
            if (count != 0 || source.endsAt(offset)) {
                return Math.max(count, 0);
            }
            try {
                readable.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while waiting for more of the message");
            }
        }
    }
}
