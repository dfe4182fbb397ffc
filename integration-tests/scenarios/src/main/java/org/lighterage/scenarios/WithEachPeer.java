package org.lighterage.scenarios;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test that is run with each kind of {@link Scenario.Peer}, its parameter; with {@link ContainersOwn} endpoints, plain ones. */
@ParameterizedTest
@ArgumentsSource(WithEachPeer.Peers.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithEachPeer {

    /** The peers of a test class. */
    class Peers implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            boolean plainOnly = context.getRequiredTestClass().isAnnotationPresent(ContainersOwn.class);
            return Stream.of(Scenario.Peer.values())
                    .filter(peer -> !plainOnly || peer == Scenario.Peer.PLAIN)
                    .map(Arguments::of);
        }
    }
}
