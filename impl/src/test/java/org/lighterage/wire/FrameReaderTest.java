package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** PROTOCOL.md, sections 3 and 10. */
class FrameReaderTest {

    @TestFactory
    Stream<DynamicTest> everyFrameIsReadHoweverItIsCut() {
        return Vectors.of("frames")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    Frame expected = Vectors.frame(vector.getJsonObject("frame"));
                    assertThat(Cuts.everyWay(Vectors.bytes(vector, "hex"))).allMatch(expected::equals);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyInvalidFrameIsRefusedByItsRule() {
        return Vectors.of("invalid")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    byte[] frame = Vectors.bytes(vector, "hex");
                    FrameReader reader = new FrameReader(Math.max(1, frame.length));
                    assertRefused(vector, reader, frame);
                    for (int offset = 0; offset <= frame.length; offset++) {
                        assertRefused(vector, reader, frame, offset);
                    }
                }));
    }

    private static void assertRefused(JsonObject vector, FrameReader reader, byte[] frame, int... offsets) {
        ProtocolException refusal =
                catchThrowableOfType(ProtocolException.class, () -> Cuts.read(reader, frame, false, offsets));
        assertEquals(vector.getString("rule"), refusal.rule());
        assertEquals(vector.getInt("closeCode"), refusal.closeCode());
        assertThat(refusal.getMessage()).startsWith(refusal.rule() + ": ");
        assertThat(refusal.getMessage().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
        assertThat(reader.isBetweenFrames()).isTrue();
    }

    @Test
    void typesFrom0x10AreCounted() throws ProtocolException {
        for (JsonObject vector : Vectors.of("frames").toList()) {
            byte[] frame = Vectors.bytes(vector, "hex");
            assertEquals(frame[0] >= 0x10, Cuts.whole(frame).counted());
        }
    }

    @Test
    void aFrameOfMaxFrameIsReadAndOneByteMoreIsRefusedAsSoonAsItComes() throws ProtocolException {
        FrameReader reader = new FrameReader(4);
        assertEquals(
                new Frame.Binary(ByteBuffer.wrap(new byte[] {1, 2, 3})),
                reader.read(ByteBuffer.wrap(new byte[] {0x11, 1, 2, 3}), true));

        assertNull(reader.read(ByteBuffer.wrap(new byte[] {0x11, 1, 2, 3}), false));
        ByteBuffer more = ByteBuffer.wrap(new byte[] {4});
        ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> reader.read(more, false));
        assertEquals(1008, refusal.closeCode());
        assertEquals("frame-too-long", refusal.rule());
        assertThat(refusal).hasMessageContaining("5 bytes").hasMessageContaining("MAX_FRAME is 4");
        assertThat(more.hasRemaining()).isFalse();
        assertThat(reader.isBetweenFrames()).isTrue();
    }

    @Test
    void aFrameThatComesWholeIsAViewOfItsPiece() throws ProtocolException {
        byte[] piece = {0x13, 1, 42};
        Frame.Data data = (Frame.Data) new FrameReader(1024).read(ByteBuffer.wrap(piece), true);
        piece[2] = 43;
        assertEquals(43, data.bytes().get(0));
    }

    /** No array for each frame of a long message, and none once it is over. */
    @Test
    void framesThatComeInPiecesShareAnArrayAsLongAsAMessageGoesOn() throws ProtocolException {
        FrameReader reader = new FrameReader(1024);
        byte[] first = arrayOf(readInPieces(reader, 0x13, 1, 42));
        assertThat(arrayOf(readInPieces(reader, 0x13, 1, 43))).isSameAs(first);
        assertThat(first[2]).isEqualTo((byte) 43);
        readInPieces(reader, 0x14, 1, 0, 0, 0, 0);
        assertThat(arrayOf(readInPieces(reader, 0x13, 1, 44))).isNotSameAs(first);
    }

    private static Frame readInPieces(FrameReader reader, int... frame) throws ProtocolException {
        byte[] bytes = new byte[frame.length];
        for (int i = 0; i < frame.length; i++) {
            bytes[i] = (byte) frame[i];
        }
        assertNull(reader.read(ByteBuffer.wrap(bytes, 0, 1), false));
        return reader.read(ByteBuffer.wrap(bytes, 1, frame.length - 1), true);
    }

    private static byte[] arrayOf(Frame frame) {
        return ((Frame.Data) frame).bytes().array();
    }

    @Test
    void anEmptyFirstPieceIsWithinAFrame() throws ProtocolException {
        FrameReader reader = new FrameReader(1024);
        assertThat(reader.isBetweenFrames()).isTrue();
        assertNull(reader.read(ByteBuffer.allocate(0), false));
        assertThat(reader.isBetweenFrames()).isFalse();
        assertEquals(new Frame.Ack(5), reader.read(ByteBuffer.wrap(new byte[] {2, 5}), true));
        assertThat(reader.isBetweenFrames()).isTrue();
    }

    @Test
    void aFrameCutOffLeavesNoTraceAfterReset() throws ProtocolException {
        FrameReader reader = new FrameReader(1024);
        assertNull(reader.read(ByteBuffer.wrap(new byte[] {0x11, 1, 2}), false));
        reader.reset();
        assertThat(reader.isBetweenFrames()).isTrue();
        assertEquals(new Frame.Delivered(7), reader.read(ByteBuffer.wrap(new byte[] {0x17, 7}), true));
    }

    @Test
    void theByteOrderOfAPieceDoesNotMatter() throws ProtocolException {
        ByteBuffer piece = ByteBuffer.wrap(new byte[] {0x14, 1, 1, 2, 3, 4}).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x01020304, ((Frame.End) new FrameReader(1024).read(piece, true)).crc());
    }

    @Test
    void aCheckpointLongerThanSection7AllowsIsRefused() {
        byte[] frame = new byte[1 + 1026];
        Arrays.fill(frame, (byte) 1);
        frame[0] = 0x03;
        ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> Cuts.whole(frame));
        assertEquals("checkpoint-too-long", refusal.rule());
    }

    @Test
    void metadataAndLocatorTogetherAreLimited() throws ProtocolException {
        assertThat(Cuts.whole(reference(400, 496))).isInstanceOf(Frame.Reference.class);
        ProtocolException refusal =
                catchThrowableOfType(ProtocolException.class, () -> Cuts.whole(reference(400, 497)));
        assertEquals("reference-too-long", refusal.rule());
        assertThat(refusal).hasMessageContaining("897").hasMessageContaining("896");
    }

    /** A REFERENCE whose metadata and locator take these numbers of bytes. */
    private static byte[] reference(int metadata, int locator) {
        int value = metadata - 5; // the count, the key with its length, and two bytes of the value's length
        ByteBuffer frame = ByteBuffer.allocate(8 + metadata + locator);
        frame.put(new byte[] {0x16, 1, 4, 0, 0, 0, 0, 0}).put(new byte[] {1, 1, 'k'});
        Varint.put(frame, value);
        while (frame.hasRemaining()) {
            frame.put((byte) 'x');
        }
        return frame.array();
    }

    @Test
    void theTokenDoesNotShowInLogs() throws ProtocolException {
        byte[] hello = new byte[21];
        hello[0] = 1;
        hello[1] = 1;
        hello[3] = 16;
        hello[4] = 77;
        assertThat(Cuts.whole(hello).toString()).contains("token of 16 bytes").doesNotContain("77");
    }
}
