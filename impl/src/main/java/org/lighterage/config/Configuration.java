package org.lighterage.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The properties of an application, from all places in their order. Immutable. */
public final class Configuration {

    static final String PREFIX = "lighterage.";

    private final List<PropertySource> sources;

    /** @param sources the first that has a property wins */
    public Configuration(List<PropertySource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * What this server offers.
     *
     * @param contextParameters the servlet context's parameters by name, null where one is missing
     */
    public static Configuration ofServer(UnaryOperator<String> contextParameters) {
        List<PropertySource> sources = new ArrayList<>(ofJvm().sources);
        sources.add(PropertySource.of("servlet context parameter", contextParameters));
        return new Configuration(sources);
    }

    /** What there is without a servlet context. */
    public static Configuration ofJvm() {
        List<PropertySource> sources = new ArrayList<>();
        if (MicroProfileSource.isPresent()) {
            sources.add(new MicroProfileSource());
        }
        sources.add(PropertySource.systemProperties());
        sources.add(PropertySource.environment(System::getenv));
        return new Configuration(sources);
    }

    /** The setting for all endpoints, or null. */
    Setting find(String key) {
        return findProperty(PREFIX + key);
    }

    /** The setting of one endpoint: its own property, then its annotation, then the property for all; or null. */
    Setting find(String endpoint, String key, String annotated) {
        Setting own = findOwn(endpoint, key, annotated);
        return own == null ? find(key) : own;
    }

    /** The setting that one endpoint has for itself: its own property, then its annotation; or null. */
    Setting findOwn(String endpoint, String key, String annotated) {
        Setting own = findProperty(PREFIX + endpoint + "." + key);
        if (own != null || annotated == null || annotated.isBlank()) {
            return own;
        }
        return new Setting("@LargeMessages of " + endpoint + ", " + key, annotated.strip());
    }

    private Setting findProperty(String name) {
        for (PropertySource source : sources) {
            String value = source.get(name);
            if (value != null && !value.isBlank()) {
                return new Setting(source.description() + " " + name, value.strip());
            }
        }
        return null;
    }
}
