package org.lighterage.config;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** One place that properties are read from. */
public interface PropertySource {

    /** The value of a property, or null where it has none here. */
    String get(String name);

    /** What an operator calls this place, as in "system property". */
    String description();

    /** A source of the given description. */
    static PropertySource of(String description, UnaryOperator<String> values) {
        return new PropertySource() {
            @Override
            public String get(String name) {
                return values.apply(name);
            }

            @Override
            public String description() {
                return description;
            }
        };
    }

    /** The system properties of the JVM. */
    static PropertySource systemProperties() {
        return of("system property", System::getProperty);
    }

    /** Environment variables, by MicroProfile Config's rule: as it is, with _ for what is no letter or digit, in capitals. */
    static PropertySource environment(UnaryOperator<String> variables) {
        return of("environment variable", name -> {
            String exact = variables.apply(name);
            if (exact != null) {
                return exact;
            }
            String underscored = name.replaceAll("[^A-Za-z0-9]", "_");
            String value = variables.apply(underscored);
            return value != null ? value : variables.apply(underscored.toUpperCase(Locale.ROOT));
        });
    }
}
