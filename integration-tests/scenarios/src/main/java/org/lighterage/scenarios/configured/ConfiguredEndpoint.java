package org.lighterage.scenarios.configured;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Its greatest message is set by the application's MicroProfile configuration. Answers whether there is any. */
@ServerEndpoint("/configured")
@LargeMessages(name = "configured")
public class ConfiguredEndpoint {

    @OnMessage
    public String isConfigured(String text) {
        return String.valueOf(hasMicroProfileConfig());
    }

    /** By name, since the application must start without it, too. */
    private static boolean hasMicroProfileConfig() {
        try {
            Object config = Class.forName("org.eclipse.microprofile.config.ConfigProvider")
                    .getMethod("getConfig")
                    .invoke(null);
            return config != null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
