package org.lighterage.server;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.CdiObjects;
import org.lighterage.cdi.LighterageExtension;
import org.lighterage.endpoint.ApplicationObjects;

/**
 * CDI in the application that starts. Apart from the listener, which servlet containers inspect: where CDI's classes
 * are missing, it still is to be loaded, and to say so.
 */
record CdiContainer(BeanManager beanManager) {

    /** CDI in this application, where there is any. */
    static Optional<CdiContainer> find() {
        try {
            return Optional.of(new CdiContainer(CDI.current().getBeanManager()));
        } catch (NoClassDefFoundError | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** The annotated endpoint classes of a web application; an EAR's others share the extension with it. */
    Map<Class<?>, LargeMessages> endpointsOf(ClassLoader application) {
        Map<Class<?>, LargeMessages> endpoints = new LinkedHashMap<>(extension().endpoints());
        endpoints.keySet().removeIf(type -> type.getClassLoader() != application);
        return endpoints;
    }

    /** Has something done when the application ends, while its beans can still be called. */
    void beforeEnd(Runnable task) {
        extension().beforeEnd(task);
    }

    /** GlassFish has CDI know the extension of only one WAR of an EAR, of those with the library in each. */
    private LighterageExtension extension() {
        try {
            return beanManager.getExtension(LighterageExtension.class);
        } catch (IllegalArgumentException e) {
            throw new EndpointDeploymentException(
                    307,
                    "CDI of this application has not called " + LighterageExtension.class.getName()
                            + ", which is in the application; where the WARs of an EAR have the library in each"
                            + " WEB-INF/lib, as GlassFish and Payara do not support, put it into the lib of the EAR, once",
                    e);
        }
    }

    ApplicationObjects objects() {
        return new CdiObjects(beanManager);
    }
}
