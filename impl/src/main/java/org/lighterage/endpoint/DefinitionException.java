package org.lighterage.endpoint;

/** An endpoint class that breaks a rule of annotated endpoints. It stops the deployment. */
public final class DefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param number of the catalogue in README.md, from 201 */
    public DefinitionException(int number, String message) {
        super(String.format("LIGHTERAGE-%03d: %s", number, message));
    }
}
