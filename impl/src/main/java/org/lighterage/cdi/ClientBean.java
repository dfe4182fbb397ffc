package org.lighterage.cdi;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanAttributes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.lighterage.client.LighterageClient;

/**
 * The bean behind {@code @Inject LighterageClient}: one client for the application, whose endpoints, encoders and
 * decoders are CDI's, and whose callbacks run in the WebSocket and a request context. Gives way to a bean of the
 * application. Called by the CDI container in one thread at a time.
 */
final class ClientBean {

    private boolean givenWay;

    /** Leaves the type to an enabled bean that an injection point would find ambiguous. */
    void giveWayTo(BeanAttributes<?> bean) {
        givenWay |= bean.getTypes().contains(LighterageClient.class)
                && bean.getQualifiers().contains(Default.Literal.INSTANCE);
    }

    /**
     * Adds the bean, where none of the application has its type.
     *
     * @param beforeEnd takes what is to be done when the application ends, while its beans can still be called
     */
    void register(AfterBeanDiscovery event, BeanManager beanManager, Consumer<Runnable> beforeEnd) {
        if (givenWay) {
            return;
        }
        // A pseudo-scope, since the class is final: there can be no client proxy.
        event.<LighterageClient>addBean()
                .id(LighterageClient.class.getName())
                .types(LighterageClient.class, Object.class)
                .addQualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .createWith(creationalContext -> {
                    LighterageClient client = LighterageClient.builder()
                            .threadFactory(ManagedThreads.find())
                            .objects(new CdiObjects(beanManager))
                            .build();
                    beforeEnd.accept(client::close);
                    return client;
                });
    }
}
