package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.ReceivedMessage;

/**
 * A peer that does not speak Lighterage (PROTOCOL.md, section 9). Callbacks run on the container's thread, as they would without
 * us, except those that read a message while that thread brings it.
 */
final class PlainPeer implements Peer, PlainInbound.Sink {

    private final SessionDriver driver;
    private final Session container;
    private final Callbacks callbacks;
    private final Deliveries deliveries;
    private final PlainInbound inbound;
    private final PlainOutbound outbound;

    PlainPeer(
            SessionDriver driver,
            Session container,
            EndpointSettings settings,
            Resources resources,
            Callbacks callbacks,
            Deliveries deliveries,
            TransferEvents events) {
        this.driver = driver;
        this.container = container;
        this.callbacks = callbacks;
        this.deliveries = deliveries;
        this.outbound = new PlainOutbound(container, resources, settings.chunkSize(), events);
        this.inbound = new PlainInbound(
                deliveries.max(true),
                deliveries.max(false),
                SessionBuffers.ofPieces(resources, deliveries),
                this,
                resources,
                settings.receiveTimeout(),
                events);
        MessageHandler.Partial<ByteBuffer> binaries = inbound::receiveBinary;
        container.addMessageHandler(ByteBuffer.class, binaries);
        // What reads a message while it comes needs its pieces, whatever the container makes of them.
        ContainerTraits traits = settings.streaming() ? ContainerTraits.ORDINARY : ContainerTraits.of(container);
        traits.takeTexts(container, inbound);
    }

    @Override
    public void start() {
        // There is nothing to agree on.
    }

    @Override
    public Outbound outbound() {
        return outbound;
    }

    @Override
    public Session container() {
        return container;
    }

    @Override
    public boolean isAttached() {
        return container.isOpen();
    }

    @Override
    public boolean isOpen() {
        return container.isOpen();
    }

    @Override
    public boolean isResumable() {
        return false;
    }

    @Override
    public boolean isKept() {
        return false;
    }

    @Override
    public void keepAlive(Keepalive keepalive) {
        keepalive.pingIfIdle(outbound);
    }

    @Override
    public void received() {
        // Nobody asks whether such a peer is silent.
    }

    @Override
    public void deliveryChanged(boolean text) {
        // Asked with each piece.
    }

    @Override
    public void bufferAtMost(boolean text, int count) {
        inbound.bufferAtMost(text, count);
    }

    @Override
    public ReceivedMessage take() {
        // What has come was handed over at once.
        return null;
    }

    @Override
    public boolean goesOnAfter(IOException cause) {
        inbound.close(cause);
        return false;
    }

    @Override
    public CloseReason shutDown(CloseReason reason) {
        return reason;
    }

    @Override
    public void forget() {
        // Nobody knows of it.
    }

    // ---- PlainInbound.Sink

    @Override
    public Delivery delivery(boolean text) {
        return deliveries.of(text);
    }

    @Override
    public boolean isStreaming(boolean text) {
        return deliveries.isStreaming(text);
    }

    @Override
    public void deliver(ReceivedMessage message) {
        callbacks.runInTurn(new HandOver(driver, message));
    }

    @Override
    public void awaitTurn() {
        callbacks.awaitExecutor();
    }

    @Override
    public void deliverStreaming(ReceivedMessage message) {
        callbacks.execute(new HandOver(driver, message));
    }

    @Override
    public void deliverPart(PartialDelivery<?> delivery, Object part, boolean last) {
        callbacks.runInTurn(() -> deliveries.handOver(driver.session(), delivery, part, last));
    }

    @Override
    public void fail(Throwable cause) {
        driver.onError(cause);
    }

    @Override
    public void close(int closeCode, String reason) {
        outbound.close(closeCode, reason);
    }
}
