package org.lighterage.scenarios.rules;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Endpoints that tell which instance they are, and what was injected into it. */
public final class Instances {

    private Instances() {}

    /** Whose instances the platform makes. */
    @ServerEndpoint("/instances/numbered")
    public static class Numbered {

        private static final AtomicInteger INSTANCES = new AtomicInteger();

        private final int instance = INSTANCES.incrementAndGet();
        private int opened;

        @OnOpen
        public void open() {
            opened = instance;
        }

        @OnMessage
        public String which(String text) {
            return opened + " " + instance;
        }
    }

    /** What is injected. */
    @ApplicationScoped
    public static class Greeting {

        public String of(String name) {
            return "hello " + name;
        }
    }

    /** An endpoint that is no bean, in an archive that discovers annotated classes only. */
    @ServerEndpoint("/instances/injected")
    public static class Injected {

        @Inject
        private Greeting field;

        private Greeting parameter;

        @Inject
        void initialise(Greeting greeting) {
            parameter = greeting;
        }

        @OnMessage
        public String greet(String name) {
            return field.of(name) + ", " + parameter.of(name);
        }
    }

    /** What decorators know of an endpoint. */
    public interface Polite {

        String ask(String name);
    }

    @Decorator
    @Priority(Interceptor.Priority.APPLICATION)
    public abstract static class Pleading implements Polite {

        @Inject
        @Delegate
        @Any
        private Polite delegate;

        @Override
        public String ask(String name) {
            return delegate.ask(name) + ", please";
        }
    }

    @Dependent
    @ServerEndpoint("/instances/decorated")
    public static class Decorated implements Polite {

        @OnMessage
        @Override
        public String ask(String name) {
            return "come, " + name;
        }
    }

    @Dependent
    @ServerEndpoint("/instances/bean")
    public static class Bean {

        private final Greeting greeting;

        @Inject
        public Bean(Greeting greeting) {
            this.greeting = greeting;
        }

        @OnMessage
        @Loud
        public String greet(String name) {
            return greeting.of(name);
        }
    }
}
