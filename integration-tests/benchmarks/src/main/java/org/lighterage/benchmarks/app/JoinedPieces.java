package org.lighterage.benchmarks.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The least that whoever fragments a message does: pieces of 32,000 bytes, whose length in all goes before them and whose checksum
 * after, are put together into one array. Nothing is acknowledged, told apart, or bounded. For one thread.
 */
public final class JoinedPieces {

    private final CRC32C crc = new CRC32C();

    /** Null between messages. */
    private byte[] message;

    private int filled;

    /**
     * Takes what came next.
     *
     * @return with the last of a message what it is, otherwise null
     */
    public Fingerprint add(ByteBuffer came) throws IOException {
        if (message == null) {
            message = new byte[came.getInt()];
            filled = 0;
            crc.reset();
            return null;
        }
        if (filled < message.length) {
            int count = came.remaining();
            came.get(message, filled, count);
            crc.update(message, filled, count);
            filled += count;
            return null;
        }
        if (came.getInt() != (int) crc.getValue()) {
            throw new IOException("A message of " + filled + " bytes has another checksum than was sent");
        }
        Fingerprint whole = new Fingerprint();
        whole.add(message, 0, filled);
        message = null;
        return whole;
    }

    /** Sends a message in pieces, its length before them and its checksum after. */
    public static void send(Payload payload, PieceSender<ByteBuffer> sender) throws IOException {
        CRC32C crc = new CRC32C();
        sender.send(number(payload.length()));
        PiecesEndpoint.sendPieces(payload, piece -> {
            crc.update(piece.duplicate());
            sender.send(piece);
        });
        sender.send(number((int) crc.getValue()));
    }

    private static ByteBuffer number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).flip();
    }
}
