package org.lighterage.wire;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads protocol-vectors.json. */
public final class Vectors {

    private static final JsonObject ALL = load();
    private static final HexFormat HEX = HexFormat.of();

    private Vectors() {}

    public static Stream<JsonObject> of(String section) {
        return ALL.getJsonArray(section).getValuesAs(JsonObject.class).stream();
    }

    static List<Integer> closeCodes(String kind) {
        return ALL.getJsonObject("closeCodes").getJsonArray(kind).getValuesAs(JsonNumber::intValue);
    }

    public static byte[] bytes(JsonObject vector, String field) {
        return HEX.parseHex(vector.getString(field));
    }

    static ByteBuffer buffer(JsonObject vector, String field) {
        return ByteBuffer.wrap(bytes(vector, field));
    }

    static String hex(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(bytes.position(), array);
        return HEX.formatHex(array);
    }

    static List<String> strings(JsonObject vector, String field) {
        return vector.getJsonArray(field).getValuesAs(JsonString::getString);
    }

    static String stringOrNull(JsonObject vector, String field) {
        return vector.isNull(field) ? null : vector.getString(field);
    }

    /** The frame that a vector describes. */
    static Frame frame(JsonObject frame) {
        return switch (frame.getString("type")) {
            case "HELLO" -> new Frame.Hello(
                    frame.getBoolean("resumed"), bytes(frame, "token"), number(frame, "received"), settings(frame));
            case "ACK" -> new Frame.Ack(number(frame, "received"));
            case "CHECKPOINT" -> new Frame.Checkpoint(
                    frame.getJsonArray("entries").getValuesAs(JsonArray.class).stream()
                            .map(entry -> new Frame.Entry(
                                    entry.getJsonNumber(0).longValueExact(),
                                    entry.getJsonNumber(1).longValueExact()))
                            .toList());
            case "PING" -> new Frame.Ping(buffer(frame, "bytes"));
            case "PONG" -> new Frame.Pong(buffer(frame, "bytes"));
            case "UNKNOWN_CONTROL" -> new Frame.UnknownControl(frame.getInt("code"));
            case "TEXT" -> new Frame.Text(buffer(frame, "bytes"));
            case "BINARY" -> new Frame.Binary(buffer(frame, "bytes"));
            case "BEGIN" -> new Frame.Begin(
                    number(frame, "id"),
                    frame.getBoolean("text"),
                    frame.isNull("length") ? Frame.Begin.NO_LENGTH : number(frame, "length"),
                    metadata(frame),
                    previous(frame.get("previous")),
                    buffer(frame, "bytes"));
            case "DATA" -> new Frame.Data(number(frame, "id"), buffer(frame, "bytes"));
            case "END" -> new Frame.End(number(frame, "id"), (int) number(frame, "crc"), buffer(frame, "bytes"));
            case "ABORT" -> new Frame.Abort(
                    number(frame, "id"), OutcomeCode.of(number(frame, "code")), frame.getString("reason"));
            case "REFERENCE" -> new Frame.Reference(
                    number(frame, "id"),
                    frame.getBoolean("text"),
                    number(frame, "length"),
                    (int) number(frame, "crc"),
                    metadata(frame),
                    frame.getString("locator"));
            case "DELIVERED" -> new Frame.Delivered(number(frame, "id"));
            case "REJECT" -> new Frame.Reject(
                    number(frame, "id"), OutcomeCode.of(number(frame, "code")), frame.getString("reason"));
            default -> throw new IllegalArgumentException(frame.toString());
        };
    }

    static long number(JsonObject vector, String field) {
        return vector.getJsonNumber(field).longValueExact();
    }

    private static Settings settings(JsonObject hello) {
        Map<Integer, Long> given = new LinkedHashMap<>();
        for (JsonArray pair : hello.getJsonArray("settings").getValuesAs(JsonArray.class)) {
            given.put(pair.getInt(0), pair.getJsonNumber(1).longValueExact());
        }
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                given.getOrDefault(1, defaults.maxFrame()),
                given.getOrDefault(2, defaults.maxMessage()),
                given.getOrDefault(3, defaults.window()),
                given.getOrDefault(4, defaults.maxConcurrent()),
                given.getOrDefault(5, defaults.resumeSeconds()),
                given.getOrDefault(15, defaults.nonce()));
    }

    private static Map<String, String> metadata(JsonObject frame) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!frame.isNull("metadata")) {
            for (JsonArray pair : frame.getJsonArray("metadata").getValuesAs(JsonArray.class)) {
                metadata.put(pair.getString(0), pair.getString(1));
            }
        }
        return metadata;
    }

    private static Frame.Previous previous(JsonValue previous) {
        return previous == JsonValue.NULL
                ? null
                : new Frame.Previous(number(previous.asJsonObject(), "id"), number(previous.asJsonObject(), "offset"));
    }

    private static JsonObject load() {
        try (InputStream in = Vectors.class.getResourceAsStream("/protocol-vectors.json");
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
