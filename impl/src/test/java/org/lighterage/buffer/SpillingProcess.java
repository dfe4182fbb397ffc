package org.lighterage.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Spills a message, says so on its standard output, and waits to be killed. */
final class SpillingProcess {

    private SpillingProcess() {}

    public static void main(String[] args) throws IOException {
        SpillDirectory directory = new SpillDirectory(Path.of(args[0]));
        new MessageBuffer(new BufferBudget(0, 10), directory, 0).append(ByteBuffer.wrap(new byte[10]));
        System.out.print('.');
        System.out.flush();
        System.in.read();
    }
}
