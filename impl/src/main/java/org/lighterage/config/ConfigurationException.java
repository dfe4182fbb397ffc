package org.lighterage.config;

/** A setting that cannot be read, or two that contradict. It stops the deployment. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(int number, String message) {
        super(String.format("LIGHTERAGE-%03d: %s", number, message));
    }
}
