package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.scenarios.app.Digest;

/**
 * How long a message of a plain peer may be that comes in one RFC 6455 frame: what the container allows, since we have the
 * message only from it. Writes what it found where the table of servers is made from.
 */
@RunAsClient
public class PlainPeerLimitScenario extends Scenario {

    private static final int MB = 1_000_000;
    private static final int[] MEGABYTES = {4, 16, 60, 100};

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @Test
    void messagesOfOneFrameMayBeLong() throws Exception {
        int longest = 0;
        for (int megabytes : MEGABYTES) {
            if (!isTaken(Samples.bytes(megabytes * MB))) {
                break;
            }
            longest = megabytes;
        }
        assertThat(longest).isGreaterThanOrEqualTo(MEGABYTES[0]);
        Files.writeString(Path.of("target", "plain-peer-limit"), String.valueOf(longest));
    }

    private boolean isTaken(byte[] bytes) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket peer = get(HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint("stream"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
                        answer.complete("closed with " + code);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket source, Throwable cause) {
                        answer.complete("lost: " + cause);
                    }
                }));
        try {
            peer.sendBinary(ByteBuffer.wrap(bytes), true).join();
        } catch (CompletionException e) {
            answer.complete("not sent: " + e.getCause());
        }
        boolean taken = get(answer).equals(Digest.of(bytes));
        peer.abort();
        return taken;
    }
}
