package org.lighterage.benchmarks.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.lighterage.benchmarks.app.LargeEchoEndpoint;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.endpoint.AnnotatedEndpoint;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.session.TransferObservers;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.Settings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An echo of 100 characters through everything that stands between container and application: a hand-written Endpoint, an
 * annotated class that is taken over, and the same with the protocol negotiated. Network and thread hand-overs are left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBenchmark {

    private static final String TEXT = "x".repeat(100);

    private final EchoSession handWritten = new EchoSession("");
    private final EchoSession plain = new EchoSession("");
    private final EchoSession negotiated = new EchoSession("lighterage.v1");
    private final ByteBuffer frame = ByteBuffer.allocate(200);
    private final ByteBuffer ack = ByteBuffer.allocate(20);
    private Resources resources;
    private long echoes;

    @Setup
    public void setUp() throws IOException {
        resources = new Resources(
                Runnable::run,
                new BufferBudget(1 << 20, 1 << 20),
                new SpillDirectory(Files.createTempDirectory("lighterage-benchmark-")));
        new HandWrittenEcho().onOpen(handWritten.session(), null);
        takeOver(plain);
        takeOver(negotiated);
        ByteBuffer hello = ByteBuffer.allocate(100);
        FrameWriter.write(
                new Frame.Hello(false, new byte[0], 0, new Settings(16384, 1 << 20, 1 << 20, 8, 0, 7)), hello);
        negotiated.receive(hello.flip());
        FrameWriter.write(new Frame.Text(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8))), frame);
        frame.flip();
    }

    private void takeOver(EchoSession session) {
        EndpointModel model = EndpointModel.ofServer(LargeEchoEndpoint.class);
        new SessionDriver(
                        session.session(),
                        Role.SERVER,
                        EndpointSettings.DEFAULTS,
                        resources,
                        new OpenSessions(),
                        new AnnotatedEndpoint(model, new LargeEchoEndpoint(), null, () -> {}),
                        new SessionCoders(model.coders(), InstanceFactory.byConstructor(), null),
                        CallbackScope.NONE,
                        TransferObservers.NONE)
                .start();
    }

    @TearDown
    public void tearDown() {
        resources.close();
    }

    @Benchmark
    public Object handWrittenEndpoint() {
        return handWritten.receive(TEXT);
    }

    @Benchmark
    public Object annotatedWithPlainPeer() {
        return plain.receive(TEXT);
    }

    /** With the acknowledgements of the peer, one for each 64 echoes. */
    @Benchmark
    public Object annotatedWithLighteragePeer() {
        Object sent = negotiated.receive(frame.rewind());
        if ((++echoes & 63) == 0) {
            FrameWriter.write(new Frame.Ack(echoes), ack.clear());
            negotiated.receive(ack.flip());
        }
        return sent;
    }
}
