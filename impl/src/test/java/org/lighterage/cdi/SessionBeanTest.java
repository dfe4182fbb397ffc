package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.websocket.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.Map;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundSessionContext;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.WebSocketScoped;

/** Sessions and @WebSocketScoped beans as what they are injected into finds them, and what is refused at deployment. */
class SessionBeanTest {

    /** A session of the application's own, recognized by its id. */
    private static Session own() {
        return new FakeContainerSession("own").session();
    }

    @Dependent
    static class Consumer {

        @Inject
        Session session;

        @Inject
        LighterageSession lighterageSession;
    }

    @ApplicationScoped
    static class Producing {

        @Produces
        Session session() {
            return own();
        }
    }

    @ApplicationScoped
    static class ProducingField {

        @Produces
        Session session = own();
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface Upstream {}

    @ApplicationScoped
    static class ProducingQualified {

        @Produces
        @Upstream
        Session upstream() {
            return own();
        }

        @Produces
        @Typed(Closeable.class)
        Session asWhatCanBeClosed() {
            return own();
        }
    }

    @ApplicationScoped
    static class DisabledAlternative {

        @Produces
        @Alternative
        Session session() {
            return own();
        }
    }

    @ApplicationScoped
    static class ProducingBoth {

        @Produces
        LighterageSession session() {
            return null;
        }
    }

    @Dependent
    static class LighterageConsumer {

        @Inject
        LighterageSession session;
    }

    /** Adds a bean of type Session where nobody can see it in time. */
    static class LateExtension implements Extension {

        private final boolean alternative;

        LateExtension(boolean alternative) {
            this.alternative = alternative;
        }

        void add(@Observes @Priority(10_000) AfterBeanDiscovery event) {
            event.<Session>addBean()
                    .addTypes(Session.class, Object.class)
                    .scope(Dependent.class)
                    .alternative(alternative)
                    .priority(1)
                    .createWith(context -> own());
        }
    }

    @WebSocketScoped
    static class Note {

        private String text = "";

        String text() {
            return text;
        }

        void write(String more) {
            text += more;
        }
    }

    /** Lives in an HTTP session, which the server may write to disk. */
    @SessionScoped
    static class Basket implements Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        Note note;

        @Inject
        Session session;

        void write(String more) {
            note.write(session == null ? "?" : more);
        }
    }

    @WebSocketScoped
    static final class Unproxyable {}

    @Dependent
    static class UnproxyableConsumer {

        @Inject
        Unproxyable bean;
    }

    private static SeContainer start(Class<?>... beanClasses) {
        return TestContainer.of(beanClasses).initialize();
    }

    private static void assertThatSessionIsTheApplicationsOwn(SeContainer container) {
        Consumer consumer = container.select(Consumer.class).get();
        assertThat(consumer.session.getId()).isEqualTo("own");
        assertThatThrownBy(consumer.lighterageSession::getId).isInstanceOf(ContextNotActiveException.class);
    }

    @Test
    void withoutASessionTheContextIsNotActive() {
        try (SeContainer container = start(Consumer.class)) {
            Consumer consumer = container.select(Consumer.class).get();
            assertThatThrownBy(consumer.session::getId).isInstanceOf(ContextNotActiveException.class);
            assertThatThrownBy(consumer.lighterageSession::getId).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Test
    void aProducerMethodOfTheApplicationIsChosen() {
        try (SeContainer container = start(Consumer.class, Producing.class)) {
            assertThatSessionIsTheApplicationsOwn(container);
        }
    }

    @Test
    void aProducerFieldOfTheApplicationIsChosen() {
        try (SeContainer container = start(Consumer.class, ProducingField.class)) {
            assertThatSessionIsTheApplicationsOwn(container);
        }
    }

    @Test
    void aBeanWithAnotherQualifierOrTypeIsNoReasonToGiveWay() {
        try (SeContainer container = start(Consumer.class, ProducingQualified.class)) {
            Consumer consumer = container.select(Consumer.class).get();
            assertThatThrownBy(consumer.session::getId).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Test
    void anAlternativeThatIsNotEnabledIsNoReasonToGiveWay() {
        try (SeContainer container = start(Consumer.class, DisabledAlternative.class)) {
            Consumer consumer = container.select(Consumer.class).get();
            assertThatThrownBy(consumer.session::getId).isInstanceOf(ContextNotActiveException.class);
        }
    }

    @Test
    void anApplicationThatMakesLighterageSessionsItselfHasOnlyThose() {
        try (SeContainer container = start(LighterageConsumer.class, ProducingBoth.class)) {
            assertThat(container.select(LighterageConsumer.class).get().session).isNull();
            assertThat(container.select(Session.class).isResolvable()).isTrue();
        }
    }

    @Test
    void aBeanOfAnotherExtensionIsChosenWhereItIsAnAlternative() {
        try (SeContainer container = TestContainer.of(Consumer.class)
                .addExtension(new LateExtension(true))
                .initialize()) {
            assertThatSessionIsTheApplicationsOwn(container);
        }
    }

    @Test
    void anOrdinaryBeanOfAnotherExtensionIsAmbiguous() {
        Weld weld = TestContainer.of(Consumer.class).addExtension(new LateExtension(false));
        assertThatThrownBy(weld::initialize)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Ambiguous");
    }

    @Test
    void aBeanThatCannotBeProxiedStopsTheDeployment() {
        assertThatThrownBy(() -> start(Unproxyable.class, UnproxyableConsumer.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Unproxyable");
    }

    @Test
    void aPassivatingBeanHoldsClientProxiesThatSurviveItsPassivation() throws Exception {
        try (SeContainer container = start(Note.class, Basket.class)) {
            BoundSessionContext httpSession = container
                    .select(BoundSessionContext.class, BoundLiteral.INSTANCE)
                    .get();
            Map<String, Object> storage = new HashMap<>();
            httpSession.associate(storage);
            httpSession.activate();
            CallbackScopes scopes = new CallbackScopes(container.getBeanManager());
            scopes.newScope().run(null, () -> {
                container.select(Basket.class).get().write("before");
                Basket basket = instance(container);
                Basket after = passivated(basket);
                assertThat(after).isNotSameAs(basket);
                after.write(" and after");
                assertThat(after.note.text()).isEqualTo("before and after");
            });
            scopes.newScope()
                    .run(null, () -> assertThat(instance(container).note.text()).isEmpty());
            httpSession.deactivate();
            httpSession.dissociate(storage);
        }
    }

    /** What is behind the client proxy. */
    private static Basket instance(SeContainer container) {
        BeanManager beanManager = container.getBeanManager();
        Bean<?> bean = beanManager.resolve(beanManager.getBeans(Basket.class));
        return (Basket) beanManager.getContext(SessionScoped.class).get(bean);
    }

    private static Basket passivated(Basket basket) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(basket);
            }
            return (Basket) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
