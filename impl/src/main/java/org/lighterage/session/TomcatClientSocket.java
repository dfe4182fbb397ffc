package org.lighterage.session;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;

/**
 * The socket of a connection that Tomcat's client has made. Tomcat leaves Nagle's algorithm on: a short frame that follows
 * another waits until the peer's system has acknowledged that one, which it puts off by 40 ms as long as it has nothing to
 * send. What settles a message is such a frame, and so is what the application sends next. Tomcat has no setting for it, so
 * that the socket is taken from its fields; where another version has other fields, all is as Tomcat makes it.
 */
final class TomcatClientSocket {

    private static final Logger LOG = System.getLogger(TomcatClientSocket.class.getName());

    private TomcatClientSocket() {}

    /** Switches the algorithm off, as Tomcat's server does itself. */
    static void sendAtOnce(Session session) {
        try {
            Object channel = valueOf(valueOf(session, "wsRemoteEndpoint"), "channel");
            NetworkChannel socket = (NetworkChannel) valueOf(channel, "socketChannel");
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (ReflectiveOperationException | RuntimeException | IOException e) {
            LOG.log(Level.DEBUG, "Short frames of a client's session may be put off", e);
        }
    }

    private static Object valueOf(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
