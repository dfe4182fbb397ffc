package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;
import org.lighterage.wire.Vectors;

/** Live engines beside protocol-vectors.json. */
class EngineVectorsTest {

    @TestFactory
    Stream<DynamicTest> everyMessageIsCutIntoExactlyItsFrames() {
        return Vectors.of("messages")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    List<byte[]> frames = cut(vector);
                    List<JsonObject> expected = vector.getJsonArray("frames").getValuesAs(JsonObject.class);
                    assertThat(frames).hasSameSizeAs(expected);
                    for (int i = 0; i < frames.size(); i++) {
                        assertFrame(frames.get(i), expected.get(i));
                    }
                }));
    }

    private static void assertFrame(byte[] frame, JsonObject expected) throws NoSuchAlgorithmException {
        assertThat(frame).hasSize(expected.getInt("length"));
        assertThat(HexFormat.of().formatHex(Arrays.copyOf(frame, Math.min(16, frame.length))))
                .isEqualTo(expected.getString("first16"));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(frame)))
                .isEqualTo(expected.getString("sha256"));
    }

    private static List<byte[]> cut(JsonObject vector) throws IOException {
        long limit = vector.getInt("frameLimit");
        LoneEngine client = LoneEngine.client(options());
        client.open(new Settings(Math.max(limit, 16_384), 64 << 20, 1 << 20, 1, 0, Settings.NO_NONCE));
        if (limit < 32_000) {
            client = LoneEngine.client(options().chunkSize((int) limit));
            client.open();
        }
        skipIds(client, vector.getInt("firstId"));
        OutgoingMessage message =
                new OutgoingMessage(vector.getBoolean("text"), source(vector), metadata(vector), bytes -> {});
        if (!vector.isNull("previous")) {
            JsonObject previous = vector.getJsonObject("previous");
            message.goOnFrom(new Frame.Previous(number(previous, "id"), number(previous, "offset")));
        }
        client.engine.send(message);
        List<byte[]> frames = new ArrayList<>();
        for (byte[] frame = client.poll(); frame != null; frame = client.poll()) {
            frames.add(frame);
            client.frameSent();
        }
        return frames;
    }

    private static void skipIds(LoneEngine client, int firstId) {
        for (int id = 1; id < firstId; id++) {
            client.send(false, new BytesSource(ByteBuffer.allocate(0)), Map.of("k", "v"));
            int frames = client.sent().size();
            assertThat(frames).isEqualTo(2);
            client.receive(new Frame.Ack(2L * id), new Frame.Delivered(id));
            client.time.advance(java.time.Duration.ofMillis(50));
            client.sent();
        }
    }

    private static Source source(JsonObject vector) {
        byte[] payload = payload(vector.getJsonObject("payload"));
        if (vector.getBoolean("announceLength")) {
            return vector.getBoolean("text")
                    ? new TextSource(new String(payload, StandardCharsets.UTF_8))
                    : new BytesSource(ByteBuffer.wrap(payload));
        }
        return Sources.pipeOf(payload);
    }

    private static byte[] payload(JsonObject payload) {
        if (payload.containsKey("lcg")) {
            return Frames.bytes(payload.getInt("lcg"));
        }
        return ("x".repeat(payload.getInt("shift")) + "aé€😀".repeat(payload.getInt("unit")))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> metadata(JsonObject vector) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!vector.isNull("metadata")) {
            for (JsonValue pair : vector.getJsonArray("metadata")) {
                List<JsonString> strings = ((JsonArray) pair).getValuesAs(JsonString.class);
                metadata.put(strings.get(0).getString(), strings.get(1).getString());
            }
        }
        return metadata;
    }

    private static long number(JsonObject object, String field) {
        JsonNumber number = object.getJsonNumber(field);
        return number.longValueExact();
    }

    @TestFactory
    Stream<DynamicTest> everyInvalidFrameClosesALiveEngine() {
        return Vectors.of("invalid").flatMap(vector -> {
            byte[] frame = Vectors.bytes(vector, "hex");
            boolean first = frame.length > 0 && frame[0] == 1;
            return Stream.of(LoneEngine.server(options()), LoneEngine.client(options()))
                    .map(engine -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                        if (first) {
                            engine.start();
                        } else {
                            engine.open();
                        }
                        engine.receive(frame);
                        assertClosed(engine, vector.getInt("closeCode"));
                    }));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyInvalidHelloClosesALiveEngine() {
        return Vectors.of("invalidHellos")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    boolean fromServer = vector.getString("from").equals("server");
                    LoneEngine engine = fromServer ? LoneEngine.client(options()) : LoneEngine.server(options());
                    engine.start();
                    engine.receive(Vectors.bytes(vector, "hex"));
                    assertClosed(engine, vector.getInt("closeCode"));
                    assertThat(engine.told).doesNotContain("open");
                }));
    }

    private static void assertClosed(LoneEngine engine, int closeCode) {
        assertThat(engine.closeCode).isEqualTo(closeCode);
        assertThat(engine.closeReason.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 123);
        assertThat(engine.poll()).isNull();
    }
}
