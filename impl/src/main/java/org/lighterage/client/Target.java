package org.lighterage.client;

import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import org.lighterage.config.EndpointSettings;
import org.lighterage.session.ApplicationEndpoint;

/**
 * Who connects where, and how.
 *
 * @param destroy ends what was made for the connection, where no session begins that would
 */
record Target(
        ApplicationEndpoint application,
        Runnable destroy,
        ClientEndpointConfig config,
        EndpointSettings settings,
        URI uri) {}
