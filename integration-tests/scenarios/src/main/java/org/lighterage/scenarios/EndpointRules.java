package org.lighterage.scenarios;

import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.glassfish.tyrus.client.ClientManager;

/**
 * The rules of annotated endpoints, on endpoints that know nothing of the library. Tests carry the number of their rule in
 * ENDPOINT-RULES.md. Where all endpoints are taken over they tell what the library does, and where none is, what the
 * container does itself.
 */
public abstract class EndpointRules extends Scenario {

    /** As containers tell that a peer has gone. */
    private static final Pattern CONNECTION_ERROR =
            Pattern.compile("EOFException|Socket\\w*Exception|ClosedChannelException|Broken pipe|Connection reset");

    /** By which the server's notes of one test are known: the query string of its sessions. */
    protected final String test = UUID.randomUUID().toString();

    /** The path of an endpoint with the name of this test. */
    protected String noting(String path) {
        return path + "?" + test;
    }

    /** An address with the name of this test. */
    protected URI notingEndpoint(String path) {
        return endpoint(noting(path));
    }

    /** What was noted in this test so far. */
    protected List<String> notes() {
        return notesOf(test);
    }

    /** What was noted under a name. */
    protected List<String> notesOf(String name) {
        try {
            Recorder recorder = new Recorder();
            try (Session session = recorder.connect(ClientManager.createClient(), endpoint("notes"))) {
                session.getBasicRemote().sendText(name);
                return recorder.nextText().lines().toList();
            }
        } catch (Exception e) {
            throw new AssertionError("The notes cannot be asked for", e);
        }
    }

    /** What was noted in this test up to a line that starts so. */
    protected List<String> notesUntil(String start) {
        return notesOfUntil(test, start);
    }

    /**
     * What was noted under a name when a line was there that starts so. A container's own model may tell of a failed
     * connection before or after the end of a session that was closed in order; the library does not.
     */
    protected List<String> notesOfUntil(String name, String start) {
        List<String> notes = await("a note that starts with " + start)
                .atMost(Duration.ofSeconds(TIMEOUT))
                .until(() -> notesOf(name), lines -> lines.stream().anyMatch(line -> line.startsWith(start)));
        return getClass().isAnnotationPresent(ContainersOwn.class) ? withoutConnectionErrors(notes) : notes;
    }

    private static List<String> withoutConnectionErrors(List<String> notes) {
        return notes.stream()
                .filter(line -> !CONNECTION_ERROR.matcher(line).find())
                .toList();
    }
}
