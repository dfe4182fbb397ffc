package org.lighterage.cdi;

import org.jboss.weld.environment.se.Weld;

/** CDI with our extension and just the beans that a test names. */
final class TestContainer {

    private TestContainer() {}

    static Weld of(Class<?>... beanClasses) {
        return new Weld()
                .disableDiscovery()
                .addExtension(new LighterageExtension())
                .beanClasses(beanClasses);
    }
}
