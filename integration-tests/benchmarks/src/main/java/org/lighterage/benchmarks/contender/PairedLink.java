package org.lighterage.benchmarks.contender;

import java.io.IOException;
import org.lighterage.benchmarks.app.Payload;

/** Two connections, where one client is the fastest to send and another to receive. */
record PairedLink(Link sending, Link receiving) implements Link {

    @Override
    public Receipt upload(Payload payload) throws Exception {
        return sending.upload(payload);
    }

    @Override
    public void download(Payload payload) throws Exception {
        receiving.download(payload);
    }

    @Override
    public void close() throws IOException {
        try (sending) {
            receiving.close();
        }
    }
}
