package org.lighterage.endpoint;

import jakarta.websocket.server.PathParam;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lighterage.coder.Primitives;

/** Resolves {@code @PathParam} parameters (Jakarta WebSocket, section 4.3). */
final class PathParameters {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}/]+)}");

    private final Set<String> variables;

    /** @param path the endpoint's path, whose segments in braces are variables */
    PathParameters(String path) {
        variables =
                VARIABLE.matcher(path).results().map(result -> result.group(1)).collect(Collectors.toSet());
    }

    /** Those of the endpoint: Tyrus in servlet containers tells the parameters of the query among them. */
    Map<String, String> of(Map<String, String> told) {
        if (variables.containsAll(told.keySet())) {
            return told;
        }
        Map<String, String> own = new HashMap<>(told);
        own.keySet().retainAll(variables);
        return Collections.unmodifiableMap(own);
    }

    /** The argument of a parameter that carries the annotation. */
    CallbackMethod.Argument argument(Method method, Parameter parameter) {
        String name = parameter.getAnnotation(PathParam.class).value();
        Class<?> type = parameter.getType();
        if (type != String.class && !Primitives.isOne(type)) {
            throw new DefinitionException(
                    211, "@PathParam " + parameter + " of " + method + " is no String, primitive or box of one");
        }
        if (!variables.contains(name)) {
            if (type.isPrimitive()) {
                throw new DefinitionException(
                        212,
                        "@PathParam \"" + name + "\" of " + method + " is not in the path, whose variables are "
                                + variables + "; it would be null, which " + type + " cannot be");
            }
            return call -> null;
        }
        Primitives.Parser parser = Primitives.parser(type);
        return call -> parser.parse(call.session().getPathParameters().get(name));
    }
}
