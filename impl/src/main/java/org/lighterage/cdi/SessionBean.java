package org.lighterage.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanAttributes;
import jakarta.websocket.Session;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lighterage.LighterageSession;
import org.lighterage.WebSocketScoped;

/**
 * The bean behind {@code @Inject Session}. It has the types that no bean of the application has: an application that
 * produces its own {@link Session} goes on as it was. Called by the CDI container in one thread at a time.
 */
final class SessionBean {

    // In this order: client proxies of OpenWebBeans have the first type only, which is to be the narrower.
    private final Set<Type> types = new LinkedHashSet<>(List.of(LighterageSession.class, Session.class));

    /** Leaves to an enabled bean the types that an injection point would find ambiguous. */
    void giveWayTo(BeanAttributes<?> bean) {
        if (bean.getQualifiers().contains(Default.Literal.INSTANCE)) {
            types.removeAll(bean.getTypes());
        }
    }

    /** Adds the bean where a type is left for it. */
    void register(AfterBeanDiscovery event, WebSocketContext context) {
        if (types.isEmpty()) {
            return;
        }
        event.<LighterageSession>addBean()
                // The id makes its client proxies fit for passivating beans.
                .id(LighterageSession.class.getName())
                .addTypes(types)
                .addType(Object.class)
                .addQualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(WebSocketScoped.class)
                .createWith(creationalContext -> context.session());
    }
}
