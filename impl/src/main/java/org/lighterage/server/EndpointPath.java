package org.lighterage.server;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of an endpoint must be (Jakarta WebSocket, section 4.1.1). Some containers take others. */
final class EndpointPath {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]*)}");

    private EndpointPath() {}

    /** @throws EndpointDeploymentException that names the class, what is wrong with its path, and how it can be */
    static void check(Class<?> type, String path) {
        if (!path.startsWith("/")) {
            throw refuse(type, path, "a path begins with a slash");
        }
        Set<String> variables = new HashSet<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (segment.isEmpty() && i < segments.length - 1) {
                throw refuse(type, path, "a path has no empty segment but the last");
            }
            if (segment.equals(".") || segment.equals("..")) {
                throw refuse(type, path, "a path has no segment that is . or ..");
            }
            Matcher variable = VARIABLE.matcher(segment);
            if (segment.indexOf('{') >= 0 && !variable.matches()) {
                throw refuse(type, path, "a variable is a whole segment, as in /rooms/{room}");
            }
            if (variable.matches() && !variables.add(variable.group(1))) {
                throw refuse(type, path, "each variable has a name of its own, and " + segment + " is there twice");
            }
        }
    }

    private static EndpointDeploymentException refuse(Class<?> type, String path, String rule) {
        return new EndpointDeploymentException(
                302, type.getName() + " cannot be deployed at " + path + "; " + rule, null);
    }
}
