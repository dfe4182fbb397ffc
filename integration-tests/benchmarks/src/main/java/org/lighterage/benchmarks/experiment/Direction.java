package org.lighterage.benchmarks.experiment;

import java.util.Locale;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Link;

/** Where messages go, as seen from the client. */
public enum Direction {
    UP {
        @Override
        void transfer(Link link, Payload payload) throws Exception {
            link.upload(payload);
        }
    },
    DOWN {
        @Override
        void transfer(Link link, Payload payload) throws Exception {
            link.download(payload);
        }
    };

    abstract void transfer(Link link, Payload payload) throws Exception;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
