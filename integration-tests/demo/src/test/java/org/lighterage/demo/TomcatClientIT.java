package org.lighterage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;

/** The client over the container of Tomcat, which is the platform's here. */
class TomcatClientIT {

    @Test
    void readsMoreAtOnceThanTomcatDoesByDefault() {
        WebSocketContainer own = ContainerProvider.getWebSocketContainer();
        assertThat(own.getClass().getName()).startsWith("org.apache.tomcat.");

        try (LighterageClient client = LighterageClient.create()) {
            assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(64 << 10);
        }
        assertThat(own.getDefaultMaxBinaryMessageBufferSize()).isLessThan(64 << 10);
    }

    @Test
    void leavesAContainerThatItIsGivenAsItIs() {
        WebSocketContainer given = ContainerProvider.getWebSocketContainer();
        given.setDefaultMaxBinaryMessageBufferSize(10_000);

        try (LighterageClient client =
                LighterageClient.builder().container(given).build()) {
            assertThat(client.getDefaultMaxBinaryMessageBufferSize()).isEqualTo(10_000);
        }
    }
}
