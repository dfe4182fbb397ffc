package org.lighterage.server;

/** An application whose endpoints cannot be deployed as it stands. It stops the deployment. */
final class EndpointDeploymentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param number of the catalogue in README.md, from 301
     * @param cause or null
     */
    EndpointDeploymentException(int number, String message, Throwable cause) {
        super(String.format("LIGHTERAGE-%03d: %s", number, message), cause);
    }
}
