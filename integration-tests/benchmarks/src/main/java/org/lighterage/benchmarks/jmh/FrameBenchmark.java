package org.lighterage.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Writing and reading 16 MiB as DATA frames with their checksum, against copying the same bytes. All walk through memory
 * that does not fit into a cache.
 */
public class FrameBenchmark extends LongMessageBenchmark {

    private byte[] payload;
    private byte[] copy;
    private ByteBuffer[] frames;
    private ByteBuffer out;
    private FrameReader reader;

    @Setup
    public void setUp() {
        payload = new byte[TOTAL];
        new Random(1).nextBytes(payload);
        copy = new byte[TOTAL];
        int perFrame = FRAME - FrameWriter.dataHeaderLength(1);
        frames = new ByteBuffer[TOTAL / perFrame];
        for (int i = 0; i < frames.length; i++) {
            ByteBuffer frame = ByteBuffer.allocate(FRAME);
            FrameWriter.dataHeader(frame, 1);
            frames[i] = frame.put(payload, i * perFrame, perFrame).flip();
        }
        out = ByteBuffer.allocate(FRAME);
        reader = new FrameReader(FRAME);
    }

    /** The yardstick: what moving the bytes once costs. */
    @Benchmark
    public byte[] arraycopy() {
        int perFrame = FRAME - FrameWriter.dataHeaderLength(1);
        for (int from = 0; from + perFrame <= TOTAL; from += perFrame) {
            System.arraycopy(payload, from, copy, from, perFrame);
        }
        return copy;
    }

    @Benchmark
    public long readWithChecksum() throws ProtocolException {
        CRC32C crc = new CRC32C();
        for (ByteBuffer frame : frames) {
            Frame.Data data = (Frame.Data) reader.read(frame.duplicate(), true);
            crc.update(data.bytes());
        }
        return crc.getValue();
    }

    /** As containers give frames: in pieces of 8 KiB, which the reader puts together. */
    @Benchmark
    public long readPiecesWithChecksum() throws ProtocolException {
        CRC32C crc = new CRC32C();
        for (ByteBuffer frame : frames) {
            ByteBuffer rest = frame.duplicate();
            while (true) {
                ByteBuffer piece = rest.slice(rest.position(), Math.min(8192, rest.remaining()));
                rest.position(rest.position() + piece.remaining());
                boolean last = !rest.hasRemaining();
                Frame read = reader.read(piece, last);
                if (last) {
                    crc.update(((Frame.Data) read).bytes());
                    break;
                }
            }
        }
        return crc.getValue();
    }

    @Benchmark
    public long writeWithChecksum() {
        CRC32C crc = new CRC32C();
        int perFrame = FRAME - FrameWriter.dataHeaderLength(1);
        for (int from = 0; from + perFrame <= TOTAL; from += perFrame) {
            out.clear();
            FrameWriter.dataHeader(out, 1);
            out.put(payload, from, perFrame);
            crc.update(out.array(), FRAME - perFrame, perFrame);
        }
        return crc.getValue();
    }
}
