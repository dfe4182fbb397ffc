package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Role;

class SessionBuffersTest {

    private static final int LONG = 1001;

    private static EndpointSettings settings(boolean streaming) {
        return EndpointSettings.readOfClient(
                new Configuration(List.of()),
                "Test",
                Map.of("streaming", String.valueOf(streaming), "memory-threshold", "1000B")::get);
    }

    private static Delivery delivery(String form) {
        Delivery.Target target = (payload, last) -> {};
        return switch (form) {
            case "String" -> new TextDelivery(target);
            case "Reader" -> new ReaderDelivery(target);
            default -> new LargeMessageDelivery(target);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "String,       false, SERVER, true",
        "String,       true,  SERVER, true",
        "String,       false, CLIENT, true",
        "String,       false, plain,  true",
        "Reader,       true,  CLIENT, true",
        "Reader,       true,  SERVER, false",
        "Reader,       true,  plain,  true",
        "Reader,       false, CLIENT, false",
        "Reader,       false, plain,  false",
        "LargeMessage, true,  CLIENT, false",
        "LargeMessage, true,  plain,  false",
    })
    void longTextsAreDecodedWhileTheyComeWhereThatSparesTime(
            String form, boolean streaming, String peer, boolean decodes) {
        EndpointSettings settings = settings(streaming);
        // Of the application only its handlers are asked.
        Deliveries deliveries = new Deliveries(null, settings);
        deliveries.set(true, delivery(form));
        SessionBuffers buffers = peer.equals("plain")
                ? SessionBuffers.ofPieces(null, deliveries)
                : SessionBuffers.ofFrames(null, deliveries, Role.valueOf(peer));
        assertThat(buffers.decodesText(LONG)).isEqualTo(decodes);
        assertThat(buffers.decodesText(-1)).isEqualTo(decodes);
        assertThat(buffers.decodesText(LONG - 1)).isFalse();
    }
}
