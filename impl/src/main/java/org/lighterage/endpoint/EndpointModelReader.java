package org.lighterage.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lighterage.LighterageSession;

/** Reads an endpoint class by the rules for annotated endpoints (Jakarta WebSocket, sections 4.3 to 4.8). Used once. */
final class EndpointModelReader {

    private final Class<?> endpointClass;

    EndpointModelReader(Class<?> endpointClass) {
        this.endpointClass = endpointClass;
    }

    EndpointModel read() {
        if (endpointClass.isInterface() || Modifier.isAbstract(endpointClass.getModifiers())) {
            throw new DefinitionException(202, endpointClass.getName() + " is abstract; an endpoint class is concrete");
        }
        MessageMethod onText = null;
        MessageMethod onBinary = null;
        for (Method method : annotated(OnMessage.class)) {
            MessageMethod read = readMessageMethod(method);
            MessageMethod other = read.form().text() ? onText : onBinary;
            if (other != null) {
                throw new DefinitionException(
                        204,
                        endpointClass.getName() + " has two @OnMessage methods for "
                                + (read.form().text() ? "text" : "binary") + " messages, "
                                + other.method().method().getName() + " and " + method.getName() + "; one is allowed");
            }
            if (read.form().text()) {
                onText = read;
            } else {
                onBinary = read;
            }
        }
        return new EndpointModel(
                endpointClass,
                readCallback(OnOpen.class, Map.of(EndpointConfig.class, Call::config)),
                readCallback(OnClose.class, Map.of(CloseReason.class, Call::closeReason)),
                readOnError(),
                onText,
                onBinary);
    }

    /**
     * The methods of the class and its superclasses that carry an annotation; one that is overridden does not count,
     * whether or not the overriding one carries it.
     */
    private List<Method> annotated(Class<? extends Annotation> annotation) {
        List<Method> found = new ArrayList<>();
        List<Method> seen = new ArrayList<>();
        for (Class<?> type = endpointClass; type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isSynthetic() || method.isBridge() || seen.stream().anyMatch(m -> overrides(m, method))) {
                    continue;
                }
                seen.add(method);
                if (method.isAnnotationPresent(annotation)) {
                    if (Modifier.isStatic(method.getModifiers())) {
                        throw new DefinitionException(203, method + " is static; a callback belongs to an instance");
                    }
                    found.add(method);
                }
            }
        }
        return found;
    }

    private static boolean overrides(Method below, Method above) {
        return below.getName().equals(above.getName())
                && List.of(below.getParameterTypes()).equals(List.of(above.getParameterTypes()))
                && !Modifier.isPrivate(above.getModifiers());
    }

    private CallbackMethod readOnError() {
        CallbackMethod onError = readCallback(OnError.class, Map.of(Throwable.class, Call::cause));
        if (onError != null && !List.of(onError.method().getParameterTypes()).contains(Throwable.class)) {
            throw new DefinitionException(205, onError.method() + " takes no Throwable; an @OnError method must");
        }
        return onError;
    }

    private CallbackMethod readCallback(
            Class<? extends Annotation> annotation, Map<Class<?>, CallbackMethod.Argument> special) {
        List<Method> methods = annotated(annotation);
        if (methods.isEmpty()) {
            return null;
        }
        if (methods.size() > 1) {
            throw new DefinitionException(
                    206,
                    endpointClass.getName() + " has more than one @" + annotation.getSimpleName() + " method: "
                            + methods);
        }
        Method method = methods.get(0);
        List<CallbackMethod.Argument> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            CallbackMethod.Argument argument = common(method, parameter);
            if (argument == null) {
                argument = special.get(parameter.getType());
            }
            if (argument == null) {
                throw new DefinitionException(
                        207,
                        "Parameter " + parameter + " of " + method + " is not one that @" + annotation.getSimpleName()
                                + " methods take");
            }
            arguments.add(argument);
        }
        return new CallbackMethod(method, arguments);
    }

    private MessageMethod readMessageMethod(Method method) {
        List<CallbackMethod.Argument> arguments = new ArrayList<>();
        Class<?> payload = null;
        boolean partial = false;
        for (Parameter parameter : method.getParameters()) {
            CallbackMethod.Argument argument = common(method, parameter);
            if (argument == null && parameter.getType() == boolean.class && !partial) {
                partial = true;
                argument = Call::last;
            } else if (argument == null && payload == null && MessageForm.isPayload(parameter.getType())) {
                payload = parameter.getType();
                argument = Call::payload;
            }
            if (argument == null) {
                throw new DefinitionException(
                        208,
                        "Parameter " + parameter + " of " + method + " is not one that @OnMessage methods take: one of"
                                + " String, Reader, byte[], ByteBuffer, InputStream, a boolean beside String, byte[] or"
                                + " ByteBuffer, Session, LighterageSession and @PathParam String");
            }
            arguments.add(argument);
        }
        MessageForm form = payload == null ? null : MessageForm.of(payload, partial);
        if (form == null) {
            throw new DefinitionException(
                    209,
                    method
                            + (payload == null
                                    ? " takes no message; an @OnMessage method does"
                                    : " takes " + payload.getSimpleName()
                                            + " in parts; only String, byte[] and ByteBuffer are"));
        }
        checkReturnType(method);
        return new MessageMethod(form, new CallbackMethod(method, arguments));
    }

    private static void checkReturnType(Method method) {
        Class<?> type = method.getReturnType();
        if (type != void.class && !AnnotatedEndpoint.isSendable(type)) {
            throw new DefinitionException(
                    210, method + " returns " + type.getName() + "; what is sent back is String, byte[] or ByteBuffer");
        }
    }

    /** An argument that every callback may have, or null where the parameter is none. */
    private CallbackMethod.Argument common(Method method, Parameter parameter) {
        PathParam pathParam = parameter.getAnnotation(PathParam.class);
        if (pathParam != null) {
            if (parameter.getType() != String.class) {
                throw new DefinitionException(211, "@PathParam " + parameter + " of " + method + " is not a String");
            }
            return call -> call.session().getPathParameters().get(pathParam.value());
        }
        boolean session = parameter.getType() == Session.class || parameter.getType() == LighterageSession.class;
        return session ? Call::session : null;
    }
}
