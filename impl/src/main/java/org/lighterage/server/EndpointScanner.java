package org.lighterage.server;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;

/** Collects what an application has of endpoint classes, and of choices among them. */
@HandlesTypes({ServerEndpoint.class, ServerApplicationConfig.class})
public final class EndpointScanner implements ServletContainerInitializer {

    private static final String ATTRIBUTE = EndpointScanner.class.getName() + ".classes";

    /** A context parameter of our fragment, which also has the listener. */
    static final String FRAGMENT_IS_READ = "org.lighterage.fragment";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        if (classes != null) {
            context.setAttribute(ATTRIBUTE, ScannedClasses.of(classes));
        }
        // In place of that of our fragment, which servers do not read where the web.xml is metadata-complete, nor where
        // applications share the library, as in an EAR's lib: without a listener no endpoint would be deployed at all.
        // Only then: Liberty calls what is added here before the application's listeners, which are to come first.
        if (context.getInitParameter(FRAGMENT_IS_READ) == null) {
            context.addListener(EndpointDeployer.class);
            context.addListener(RemoteAddress.class);
        }
    }

    /** What was found in an application. */
    static ScannedClasses found(ServletContext context) {
        Object found = context.getAttribute(ATTRIBUTE);
        return found == null ? ScannedClasses.NONE : (ScannedClasses) found;
    }
}
