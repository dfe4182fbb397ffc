/** The client: a {@code WebSocketContainer} whose sessions speak Lighterage where the server does. Works without CDI. */
package org.lighterage.client;
