package org.lighterage.server;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.lighterage.LargeMessages;

/** Collects the endpoint classes of the whole WAR, also those in archives that CDI does not look into. */
@HandlesTypes(ServerEndpoint.class)
public final class EndpointScanner implements ServletContainerInitializer {

    private static final String ATTRIBUTE = EndpointScanner.class.getName() + ".classes";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        Set<Class<?>> found = new LinkedHashSet<>();
        if (classes != null) {
            classes.stream().filter(EndpointScanner::isTakenOver).forEach(found::add);
        }
        context.setAttribute(ATTRIBUTE, found);
    }

    /** Whether we deploy this class, and the container must not. */
    static boolean isTakenOver(Class<?> type) {
        return type.isAnnotationPresent(LargeMessages.class)
                && type.isAnnotationPresent(ServerEndpoint.class)
                && !Modifier.isAbstract(type.getModifiers());
    }

    /** The endpoint classes that were found in an application. */
    @SuppressWarnings("unchecked") // Only onStartup sets the attribute.
    static Set<Class<?>> found(ServletContext context) {
        Object found = context.getAttribute(ATTRIBUTE);
        return found == null ? Set.of() : (Set<Class<?>>) found;
    }
}
