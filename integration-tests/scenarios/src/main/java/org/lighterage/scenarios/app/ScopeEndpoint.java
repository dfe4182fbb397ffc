package org.lighterage.scenarios.app;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;

/** Has beans of every kind in its callbacks, injected in every way. */
@ServerEndpoint("/scope/{name}")
@LargeMessages
public class ScopeEndpoint {

    @Inject
    private Session injectedSession;

    private final Journal journal;
    private Counter counter;
    private LighterageSession lighterageSession;

    @Inject
    private RequestNumber requestNumber;

    /** For proxies; injection is by the other constructor. */
    protected ScopeEndpoint() {
        journal = null;
    }

    @Inject
    public ScopeEndpoint(Journal journal) {
        this.journal = journal;
    }

    @Inject
    void setBeans(Counter sessionCounter, LighterageSession session) {
        counter = sessionCounter;
        lighterageSession = session;
    }

    @OnOpen
    public void open(Session session, @PathParam("name") String name) throws IOException {
        counter.setName(name);
        session.getBasicRemote().sendText(state("open", session));
    }

    @OnMessage
    public String message(String text, Session session) throws Exception {
        if (text.equals("fail")) {
            throw new IllegalStateException("a failure that the test wants");
        }
        return text.equals("another thread") ? onAnotherThread() : state(text, session);
    }

    @Shouting
    @OnMessage
    public String shout(byte[] bytes) {
        return "loud " + counter.next();
    }

    @OnError
    public void error(Throwable cause, Session session) throws IOException {
        session.getBasicRemote().sendText(state("error", session));
    }

    @OnClose
    public void close(CloseReason reason, Session session, @PathParam("name") String name) {
        journal.add(name + " " + state("close", session));
    }

    /** Which callback of the session this is, by its beans. */
    private String state(String callback, Session session) {
        boolean same = session.getId().equals(injectedSession.getId())
                && session.getId().equals(lighterageSession.getId());
        return callback + " " + counter.next() + ", request " + requestNumber.next()
                + (same ? ", same session" : ", another session");
    }

    /** One that has the application's class loader, without which CDI is not found: the common pool's have not everywhere. */
    private String onAnotherThread() throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return "counted " + counter.next();
                            } catch (ContextNotActiveException e) {
                                return "not active";
                            }
                        },
                        task -> new Thread(task).start())
                .get();
    }
}
