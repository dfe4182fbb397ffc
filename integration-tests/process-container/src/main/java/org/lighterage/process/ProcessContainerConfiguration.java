package org.lighterage.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/**
 * What arquillian.xml says of a server. Timeouts are in seconds. They may be
 * left out, and so may the patterns of deployments where requests tell of them.
 */
public final class ProcessContainerConfiguration implements ContainerConfiguration {

    private String command;
    private String workingDirectory;
    private int port;
    private String deployments;
    private String log;
    private String deployedPattern;
    private String failedPattern;
    private String undeployedPattern;
    private boolean silentAboutFailed;
    private int startTimeout = 60;
    private int deployTimeout = 60;

    /** The command that runs the server until it is killed; its words end at white space. */
    public void setCommand(String command) {
        this.command = command;
    }

    /** Where the command runs; made if it is missing. */
    public void setWorkingDirectory(String workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** Where the server listens for HTTP on localhost. */
    public void setPort(int port) {
        this.port = port;
    }

    /** The directory whose archives the server deploys while it runs; made if it is missing. */
    public void setDeployments(String deployments) {
        this.deployments = deployments;
    }

    /** The file for all that the server writes to its output; the one of an earlier run is replaced. */
    public void setLog(String log) {
        this.log = log;
    }

    /**
     * A regular expression for what the server logs when it has deployed the application NAME. Without it, it answers requests
     * for the application's root as {@link ProcessContainer} says.
     */
    public void setDeployedPattern(String deployedPattern) {
        this.deployedPattern = deployedPattern;
    }

    /** A regular expression for what the server logs when it could not deploy the application NAME; goes with the other. */
    public void setFailedPattern(String failedPattern) {
        this.failedPattern = failedPattern;
    }

    /** A regular expression for what the server logs when it has undeployed the application NAME. */
    public void setUndeployedPattern(String undeployedPattern) {
        this.undeployedPattern = undeployedPattern;
    }

    /** Whether the server logs nothing when an archive is removed that it could not deploy; false where this is left out. */
    public void setSilentAboutFailed(boolean silentAboutFailed) {
        this.silentAboutFailed = silentAboutFailed;
    }

    public void setStartTimeout(int startTimeout) {
        this.startTimeout = startTimeout;
    }

    /** How long a deployment may take, and an undeployment. */
    public void setDeployTimeout(int deployTimeout) {
        this.deployTimeout = deployTimeout;
    }

    @Override
    public void validate() {
        require("command", command);
        require("workingDirectory", workingDirectory);
        require("deployments", deployments);
        require("log", log);
        require("undeployedPattern", undeployedPattern);
        if ((deployedPattern == null) != (failedPattern == null)) {
            throw new ConfigurationException("Of the properties deployedPattern and failedPattern one is missing");
        }
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException("The property port is " + port + "; it is one of 1 to 65535");
        }
    }

    private static void require(String property, String value) {
        if (value == null || value.isBlank()) {
            throw new ConfigurationException("The property " + property + " of the container is missing");
        }
    }

    List<String> command() {
        return List.of(command.strip().split("\\s+"));
    }

    Path workingDirectory() {
        return Path.of(workingDirectory);
    }

    int port() {
        return port;
    }

    Path deployments() {
        return Path.of(deployments);
    }

    Path log() {
        return Path.of(log);
    }

    boolean logsDeployments() {
        return deployedPattern != null;
    }

    Pattern deployed(String application) {
        return pattern(deployedPattern, application);
    }

    Pattern failed(String application) {
        return pattern(failedPattern, application);
    }

    boolean isSilentAboutFailed() {
        return silentAboutFailed;
    }

    Pattern undeployed(String application) {
        return pattern(undeployedPattern, application);
    }

    private static Pattern pattern(String pattern, String application) {
        return Pattern.compile(pattern.replace("NAME", Pattern.quote(application)));
    }

    Duration startTimeout() {
        return Duration.ofSeconds(startTimeout);
    }

    Duration deployTimeout() {
        return Duration.ofSeconds(deployTimeout);
    }
}
