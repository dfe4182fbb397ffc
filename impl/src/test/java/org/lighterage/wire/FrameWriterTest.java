package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** PROTOCOL.md, section 3. */
class FrameWriterTest {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @TestFactory
    Stream<DynamicTest> everyFrameIsWrittenAsItsBytes() {
        return Vectors.of("frames")
                .filter(vector -> !vector.getBoolean("decodeOnly"))
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    Frame frame = Vectors.frame(vector.getJsonObject("frame"));
                    if (frame instanceof Frame.Hello) {
                        assertEquals(frame, Cuts.whole(written(frame).array()));
                    } else {
                        assertEquals(vector.getString("hex"), Vectors.hex(written(frame)));
                        assertEquals(vector.getString("hex"), Vectors.hex(written(frame)), "written again");
                    }
                }));
    }

    private static ByteBuffer written(Frame frame) {
        ByteBuffer out = ByteBuffer.allocateDirect(2000).order(ByteOrder.LITTLE_ENDIAN);
        FrameWriter.write(frame, out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void allFiveSettingsAreWrittenAndTheNonceWhereThereIsOne() {
        Settings settings = new Settings(1, 2, 3, 4, 5, Settings.NO_NONCE);
        assertEquals("010100000001010202030304040505", Vectors.hex(written(hello(new byte[0], settings))));
        Settings nonce = new Settings(1, 2, 3, 4, 5, 0);
        assertEquals("0101000000010102020303040405050f00", Vectors.hex(written(hello(new byte[0], nonce))));
    }

    @Test
    void headerLengthsAreThoseOfTheHeaders() {
        ByteBuffer out = ByteBuffer.allocate(2000);
        for (long id : new long[] {1, 127, 128, 300_000, WireFormat.MAX_VARINT}) {
            FrameWriter.dataHeader(out.clear(), id);
            assertEquals(FrameWriter.dataHeaderLength(id), out.position());
            FrameWriter.endHeader(out.clear(), id, -1);
            assertEquals(FrameWriter.endHeaderLength(id), out.position());
            for (long length : new long[] {-1, 0, id}) {
                for (Map<String, String> metadata : List.of(Map.<String, String>of(), Map.of("name", "ä€\ud800"))) {
                    for (Frame.Previous previous : new Frame.Previous[] {null, new Frame.Previous(id, id)}) {
                        FrameWriter.beginHeader(out.clear(), id, true, length, metadata, previous);
                        assertEquals(
                                FrameWriter.beginHeaderLength(id, true, length, metadata, previous), out.position());
                    }
                }
            }
        }
    }

    @Test
    void unpairedSurrogatesAreReplaced() {
        assertEquals("150105efbfbd", Vectors.hex(written(new Frame.Abort(1, OutcomeCode.CANCELLED, "\ud800"))));
    }

    @Test
    void aReasonIsCutAtACharacter() {
        assertEquals("short", FrameWriter.fitReason("short"));
        assertEquals("r".repeat(512), FrameWriter.fitReason("r".repeat(513)));
        assertEquals("r".repeat(510), FrameWriter.fitReason("r".repeat(510) + "€"));
        assertEquals("r".repeat(509), FrameWriter.fitReason("r".repeat(509) + "\ud83d\ude00"));
        assertEquals("r".repeat(508) + "\ud83d\ude00", FrameWriter.fitReason("r".repeat(508) + "\ud83d\ude00"));
    }

    @Test
    void whatTheProtocolDoesNotAllowIsNotWritten() {
        assertRefused(new Frame.Ack(-1), "from 0 to 9007199254740991, not -1");
        assertRefused(new Frame.Ack(1L << 53), "9007199254740992");
        assertRefused(new Frame.Delivered(0), "Ids count from 1");
        assertRefused(new Frame.Data(1, NOTHING), "DATA of message 1 has no bytes");
        assertRefused(new Frame.Ping(ByteBuffer.allocate(9)), "at most 8 bytes, not 9");
        assertRefused(new Frame.UnknownControl(6), "Only known frames");
        assertRefused(hello(new byte[7], Settings.DEFAULTS), "0 or 16 bytes, not 7");
        assertRefused(new Frame.Reject(1, OutcomeCode.FAILED, "r".repeat(513)), "A reason takes at most 512 bytes");
        assertRefused(begin(Map.of("k", "v".repeat(510))), "515 bytes as encoded, at most 512");
        assertRefused(begin(Map.of("\ud800", "v")), "unpaired surrogate");
        assertRefused(reference(Map.of(), "l".repeat(513)), "A locator takes at most 512 bytes, not 513");
        assertRefused(reference(Map.of("k", "v".repeat(395)), "l".repeat(497)), "at most 896 bytes, not 897");
        assertRefused(
                new Frame.Checkpoint(Collections.nCopies(512, new Frame.Entry(1, 1))), "at most 1024 bytes, not 1025");
    }

    private static void assertRefused(Frame frame, String message) {
        assertThatThrownBy(() -> FrameWriter.write(frame, ByteBuffer.allocate(2000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBufferTooShortOverflows() {
        Frame frame = new Frame.Binary(ByteBuffer.allocate(4));
        assertThatThrownBy(() -> FrameWriter.write(frame, ByteBuffer.allocate(4)))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void metadataKeepsItsOrder() throws ProtocolException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 20; i > 0; i--) {
            metadata.put("key" + i, "");
        }
        Frame.Begin read = (Frame.Begin) Cuts.whole(written(begin(metadata)).array());
        assertThat(read.metadata().keySet()).containsExactlyElementsOf(metadata.keySet());
    }

    private static Frame hello(byte[] token, Settings settings) {
        return new Frame.Hello(false, token, 0, settings);
    }

    private static Frame begin(Map<String, String> metadata) {
        return new Frame.Begin(1, false, Frame.Begin.NO_LENGTH, metadata, null, NOTHING);
    }

    private static Frame reference(Map<String, String> metadata, String locator) {
        return new Frame.Reference(1, false, 0, 0, metadata, locator);
    }
}
