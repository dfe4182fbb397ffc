package org.lighterage.scenarios;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.client.LighterageClient;

/** A test against the scenarios' web application on a real server, over real sockets. */
@ExtendWith(ArquillianExtension.class)
public abstract class Scenario {

    /** Longest wait for anything, in seconds; only a failure takes so long. */
    protected static final int TIMEOUT = 120;

    @ArquillianResource
    private URI base;

    /** Where an endpoint of the application is. */
    protected URI endpoint(String path) {
        return URI.create("ws" + base.toString().substring("http".length())).resolve(path);
    }

    /** A client over Tyrus that takes messages of any size of these tests. */
    protected static LighterageClient newClient() {
        return LighterageClient.builder()
                .container(ClientManager.createClient())
                .set("max-message-size", "512MiB")
                .build();
    }

    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(TIMEOUT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing came within " + TIMEOUT + " s", e);
        }
    }
}
