package org.lighterage.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.server.ServerEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lighterage.LargeMessages;
import org.lighterage.endpoint.DefinitionException;
import org.lighterage.endpoint.EndpointModel;

/**
 * Finds the endpoint classes of an application that are annotated with {@link LargeMessages}, also where another
 * extension added the annotation, and checks them; adds the WebSocket context and the session as a bean. Called by the
 * CDI container in one thread at a time.
 */
public class LighterageExtension implements Extension {

    private static final int LAST = Interceptor.Priority.LIBRARY_AFTER + 999;

    private final Map<Class<?>, LargeMessages> endpoints = new LinkedHashMap<>();
    private final List<Class<?>> clientEndpoints = new ArrayList<>();
    private final List<Class<?>> misplaced = new ArrayList<>();
    private final WebSocketContext webSocketContext = new WebSocketContext();
    private final SessionBean sessionBean = new SessionBean();
    private final ClientBean clientBean = new ClientBean();
    private final List<Runnable> beforeEnd = new CopyOnWriteArrayList<>();

    /** What was found: endpoint classes and their annotation. */
    public Map<Class<?>, LargeMessages> endpoints() {
        return Map.copyOf(endpoints);
    }

    /** Has something done when the application ends, while its beans can still be called. */
    public void beforeEnd(Runnable task) {
        beforeEnd.add(task);
    }

    WebSocketContext webSocketContext() {
        return webSocketContext;
    }

    /** Last of all, since others may add the annotation; they add it to what has @ServerEndpoint in its source. */
    void collect(
            @Observes @Priority(LAST) @WithAnnotations({LargeMessages.class, ServerEndpoint.class})
                    ProcessAnnotatedType<?> event) {
        Class<?> type = event.getAnnotatedType().getJavaClass();
        // A bean archive may hold classes that only look annotated through a stereotype of their own.
        LargeMessages annotation = event.getAnnotatedType().getAnnotation(LargeMessages.class);
        if (annotation == null) {
            return;
        }
        if (event.getAnnotatedType().isAnnotationPresent(ServerEndpoint.class)) {
            endpoints.put(type, annotation);
        } else if (event.getAnnotatedType().isAnnotationPresent(ClientEndpoint.class)) {
            clientEndpoints.add(type);
        } else {
            misplaced.add(type);
        }
    }

    void leaveTypesTo(@Observes ProcessBean<?> event) {
        sessionBean.giveWayTo(event.getBean());
        clientBean.giveWayTo(event.getBean());
    }

    void register(@Observes AfterBeanDiscovery event, BeanManager beanManager) {
        event.addContext(webSocketContext);
        sessionBean.register(event, webSocketContext);
        clientBean.register(event, beanManager, this::beforeEnd);
    }

    void validate(@Observes AfterDeploymentValidation event) {
        for (Class<?> type : misplaced) {
            event.addDeploymentProblem(new DefinitionException(
                    214,
                    type.getName()
                            + " has @LargeMessages and is no endpoint; it goes onto a class with @ServerEndpoint or"
                            + " @ClientEndpoint"));
        }
        endpoints.keySet().forEach(type -> validate(event, () -> EndpointModel.ofServer(type)));
        clientEndpoints.forEach(type -> validate(event, () -> EndpointModel.ofClient(type)));
    }

    private static void validate(AfterDeploymentValidation event, Runnable reading) {
        try {
            reading.run();
        } catch (DefinitionException e) {
            event.addDeploymentProblem(e);
        }
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        beforeEnd.forEach(Runnable::run);
    }
}
