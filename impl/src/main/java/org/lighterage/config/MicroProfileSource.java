package org.lighterage.config;

import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile Config, where the server has it. Loaded only after {@link #isPresent}. */
final class MicroProfileSource implements PropertySource {

    static boolean isPresent() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider", false, MicroProfileSource.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
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
