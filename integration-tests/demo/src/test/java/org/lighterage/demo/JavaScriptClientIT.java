package org.lighterage.demo;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The JavaScript client in Node, with the WebSocket of ws, against the demo. */
class JavaScriptClientIT {

    @Test
    void exchangesMessagesOfAnySize() throws Exception {
        NodeTests.needed();
        try (DemoProcess demo = DemoProcess.start("demo-for-node")) {
            NodeTests.run("client.test.js", Map.of("DEMO_URL", demo.uri().toString()));
            demo.stop();
        }
    }
}
