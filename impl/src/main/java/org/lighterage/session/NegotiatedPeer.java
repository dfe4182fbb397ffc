package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.EngineOptions;
import org.lighterage.transfer.Ordering;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Role;
import org.lighterage.transfer.Tokens;
import org.lighterage.wire.WireFormat;

/**
 * A peer that speaks Lighterage. Callbacks run on the executor, so that the container's thread goes on reading: an application
 * that waits in a callback for a send to complete waits for an acknowledgement that has to be read.
 */
final class NegotiatedPeer implements Peer {

    private final Deliveries deliveries;
    private final Connections connections;
    private final Engine engine;

    /** @param options of the engine, as {@link #options} makes them */
    NegotiatedPeer(
            Session container,
            Role role,
            EngineOptions options,
            Resources resources,
            Deliveries deliveries,
            Connections connections,
            TransferEvents events,
            KeptSessions.Entry kept) {
        this.deliveries = deliveries;
        this.connections = connections;
        this.engine = new Engine(
                role,
                options,
                resources,
                SessionBuffers.ofFrames(resources, deliveries, role),
                connections,
                events,
                kept == null ? Tokens.NONE : kept,
                resources.random());
        connections.begin(engine, container);
    }

    /** We accept frames as long as those that we send: what stands between the peers may be narrow both ways. */
    static EngineOptions options(Role role, EndpointSettings settings, Deliveries deliveries) {
        return new EngineOptions(
                settings.chunkSize(),
                role == Role.SERVER
                        ? maxFrameOfServer(settings)
                        : Math.max(settings.chunkSize(), WireFormat.LEAST_MAX_FRAME),
                deliveries.max(true),
                deliveries.max(false),
                settings.window(),
                settings.maxConcurrent(),
                settings.interleaved() ? Ordering.INTERLEAVED : Ordering.STRICT,
                (settings.resume().toMillis() + 999) / 1000,
                settings.handshakeTimeout(),
                settings.receiveTimeout(),
                settings.sendTimeout());
    }

    /** Longest frame that a server accepts, in bytes. */
    static int maxFrameOfServer(EndpointSettings settings) {
        return Math.max(settings.chunkSize(), WireFormat.LEAST_MAX_FRAME_OF_SERVER);
    }

    Engine engine() {
        return engine;
    }

    Connections connections() {
        return connections;
    }

    @Override
    public void start() {
        connections.start();
    }

    @Override
    public Outbound outbound() {
        return connections;
    }

    @Override
    public Session container() {
        return connections.container();
    }

    @Override
    public boolean isAttached() {
        return engine.isAttached();
    }

    @Override
    public boolean isOpen() {
        return engine.isResumable() ? !engine.isClosed() : container().isOpen();
    }

    @Override
    public boolean isResumable() {
        return engine.isResumable();
    }

    @Override
    public boolean isKept() {
        return engine.isKept();
    }

    @Override
    public void keepAlive(Keepalive keepalive) {
        connections.keepAlive(keepalive);
    }

    @Override
    public void received() {
        connections.received();
    }

    @Override
    public void deliveryChanged(boolean text) {
        engine.setStreaming(text, deliveries.isStreaming(text));
    }

    @Override
    public void bufferAtMost(boolean text, int count) {
        // The peer was told another maximum with HELLO.
    }

    @Override
    public ReceivedMessage take() {
        return engine.takeMessage();
    }

    @Override
    public boolean goesOnAfter(IOException cause) {
        return !engine.isClosed();
    }

    @Override
    public CloseReason shutDown(CloseReason reason) {
        return engine.isResumable() ? connections.shutDown(reason) : reason;
    }

    @Override
    public void forget() {
        connections.forget();
    }
}
