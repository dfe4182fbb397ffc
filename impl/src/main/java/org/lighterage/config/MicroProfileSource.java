package org.lighterage.config;

import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile Config, where the server has it. */
final class MicroProfileSource implements PropertySource {

    /** Whether the API is there, and an implementation of it for this application. */
    static boolean isPresent() {
        try {
            ConfigProvider.getConfig();
            return true;
        } catch (NoClassDefFoundError | IllegalStateException e) {
            return false;
        }
    }

    @Override
    public String get(String name) {
        return ConfigProvider.getConfig().getOptionalValue(name, String.class).orElse(null);
    }

    @Override
    public String description() {
        return "MicroProfile Config property";
    }
}
