package org.lighterage.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What arquillian.xml says of a server. Every property is required but the timeouts, which are in seconds. */
public final class ProcessContainerConfiguration implements ContainerConfiguration {

    private String command;
    private String workingDirectory;
    private int port;
    private String deployments;
    private String log;
    private String undeployedPattern;
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

    /** A regular expression for what the server logs when it has undeployed the application NAME. */
    public void setUndeployedPattern(String undeployedPattern) {
        this.undeployedPattern = undeployedPattern;
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

    Pattern undeployed(String application) {
        return Pattern.compile(undeployedPattern.replace("NAME", Pattern.quote(application)));
    }

    Duration startTimeout() {
        return Duration.ofSeconds(startTimeout);
    }

    Duration deployTimeout() {
        return Duration.ofSeconds(deployTimeout);
    }
}
