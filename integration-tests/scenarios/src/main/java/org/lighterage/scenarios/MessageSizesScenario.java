package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;

/** Messages from nothing to 200 MB, around the edges of frames, there and back unchanged. */
@RunAsClient
public class MessageSizesScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final int MB = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 31_998, 31_999, 32_000, 32_001, 63_992, MB, 20 * MB})
    void binaryComesBackUnchanged(int length) throws Exception {
        byte[] bytes = Samples.bytes(length);
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("bytes"))) {
            assertThat(session.isNegotiated()).isTrue();
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
            assertThat(recorder.isEmpty()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 31_998, 31_999, 32_000, 32_001, 63_992, MB, 20 * MB})
    void textComesBackUnchanged(int utf8Length) throws Exception {
        String text = Samples.text(utf8Length);
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("string"))) {
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText().equals(text)).isTrue();
            assertThat(recorder.isEmpty()).isTrue();
        }
    }

    @Test
    void aFileOf200MegabytesArrives(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("200MB.bin");
        Files.write(file, Samples.bytes(200 * MB));
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("stream"))) {
            session.send(file, SendOptions.create().metadata("name", "200MB.bin"))
                    .delivered()
                    .toCompletableFuture()
                    .get();
            try (var bytes = Files.newInputStream(file)) {
                assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            }
        }
    }

    @Test
    void binaryOf200MegabytesComesBackUnchanged() throws Exception {
        byte[] bytes = Samples.bytes(200 * MB);
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("buffer"))) {
            session.send(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextBytes().equals(ByteBuffer.wrap(bytes))).isTrue();
        }
    }

    @Test
    void streamsOfUnknownLengthArrive() throws Exception {
        byte[] bytes = Samples.bytes(5 * MB);
        String text = Samples.text(5 * MB);
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("stream"))) {
            session.send(new ByteArrayInputStream(bytes));
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            session.send(new StringReader(text));
            assertThat(recorder.nextText()).isEqualTo(Digest.of(text));
            try (var out = session.getBasicRemote().getSendStream()) {
                out.write(bytes);
            }
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            try (var out = session.getBasicRemote().getSendWriter()) {
                out.write(text);
            }
            assertThat(recorder.nextText()).isEqualTo(Digest.of(text));
        }
    }
}
