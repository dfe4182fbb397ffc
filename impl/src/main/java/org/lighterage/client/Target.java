package org.lighterage.client;

import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import org.lighterage.config.EndpointSettings;
import org.lighterage.session.ApplicationEndpoint;

/** Who connects where, and how. */
record Target(ApplicationEndpoint application, ClientEndpointConfig config, EndpointSettings settings, URI uri) {}
