package org.lighterage.scenarios;

import jakarta.websocket.Session;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;

/**
 * What lives in the server's memory after a collection.
 *
 * @param heap bytes
 * @param direct bytes in direct buffers
 */
record ServerMemory(long heap, long direct) {

    /** Asks the endpoint of {@code load.MemoryEndpoint}. */
    static ServerMemory ask(URI endpoint) {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint)) {
            session.getBasicRemote().sendText("");
            String[] answer = recorder.nextText().split(" ");
            return new ServerMemory(Long.parseLong(answer[0]), Long.parseLong(answer[1]));
        } catch (Exception e) {
            throw new AssertionError("The server's memory cannot be asked for", e);
        }
    }

    /** How much more this is than what was there before, in bytes of both kinds. */
    long beyond(ServerMemory before) {
        return heap - before.heap + direct - before.direct;
    }
}
