package org.lighterage.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lighterage.LargeMessage;
import org.lighterage.LighterageSession;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.Primitives;
import org.lighterage.session.MessageForm;

/** Reads an endpoint class by the rules for annotated endpoints (Jakarta WebSocket, sections 4.3 to 4.8). Used once. */
final class EndpointModelReader {

    /** What is sent without an encoder. */
    private static final List<Class<?>> SENDABLE = Stream.concat(
                    Stream.of(CharSequence.class, byte[].class, ByteBuffer.class, LargeMessage.class),
                    Primitives.boxes().stream())
            .toList();

    private final Class<?> endpointClass;
    private final CoderModels coders;
    private final PathParameters pathParameters;

    EndpointModelReader(Class<?> endpointClass, CoderModels coders, String path) {
        this.endpointClass = endpointClass;
        this.coders = coders;
        this.pathParameters = new PathParameters(path);
    }

    EndpointModel read() {
        if (endpointClass.isInterface() || Modifier.isAbstract(endpointClass.getModifiers())) {
            throw new DefinitionException(202, endpointClass.getName() + " is abstract; an endpoint class is concrete");
        }
        MessageMethods messages = MessageMethods.NONE;
        for (Method method : annotated(OnMessage.class)) {
            messages = messages.with(endpointClass, readMessageMethod(method));
        }
        return new EndpointModel(
                endpointClass,
                coders,
                pathParameters,
                readCallback(OnOpen.class, Map.of(EndpointConfig.class, Call::config)),
                readCallback(OnClose.class, Map.of(CloseReason.class, Call::closeReason)),
                readOnError(),
                messages);
    }

    /**
     * The methods of the class and its superclasses that carry an annotation; one that is overridden does not count,
     * whether or not the overriding one carries it.
     */
    private List<Method> annotated(Class<? extends Annotation> annotation) {
        List<Method> found = new ArrayList<>();
        List<Method> below = new ArrayList<>();
        for (Class<?> type = endpointClass; type != Object.class; type = type.getSuperclass()) {
            List<Method> own = new ArrayList<>();
            for (Method method : type.getDeclaredMethods()) {
                if (below.stream().anyMatch(m -> overrides(m, method))) {
                    continue;
                }
                if (method.isSynthetic()) {
                    // A bridge carries the annotations of what it leads to, and overrides what that overrides.
                    if (leadsToOwn(method)) {
                        own.add(method);
                    }
                    continue;
                }
                own.add(method);
                if (method.isAnnotationPresent(annotation)) {
                    if (Modifier.isStatic(method.getModifiers())) {
                        throw new DefinitionException(203, method + " is static; a callback belongs to an instance");
                    }
                    found.add(method);
                }
            }
            below.addAll(own);
        }
        return found;
    }

    /** Whether a bridge leads to a method of its own class, rather than to one of a superclass that is not public. */
    private static boolean leadsToOwn(Method bridge) {
        return Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
                .anyMatch(method -> !method.isSynthetic()
                        && method.getName().equals(bridge.getName())
                        && areAssignable(bridge.getParameterTypes(), method.getParameterTypes()));
    }

    private static boolean areAssignable(Class<?>[] to, Class<?>[] from) {
        return to.length == from.length && IntStream.range(0, to.length).allMatch(i -> to[i].isAssignableFrom(from[i]));
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
        List<Class<?>> others = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            CallbackMethod.Argument argument = common(method, parameter);
            if (argument == null) {
                others.add(parameter.getType());
            }
            arguments.add(argument);
        }
        // A lone boolean is the message; beside one it says whether the part is the last.
        boolean partial = others.size() == 2 && others.remove((Object) boolean.class);
        if (others.size() != 1) {
            throw new DefinitionException(
                    208,
                    method + " takes " + (others.isEmpty() ? "no message" : others) + "; an @OnMessage method takes one"
                            + " message, or a part of one and a boolean, and Session, LighterageSession and @PathParam"
                            + " parameters");
        }
        Class<?> payload = others.get(0);
        fillIn(method, arguments, partial);
        checkReturnType(method);
        CallbackMethod callback = new CallbackMethod(method, arguments);
        if (payload == PongMessage.class && !partial) {
            return new MessageMethod(callback, null, null, -1);
        }
        MessageForm text = partial ? MessageForm.partial(payload, true) : MessageForm.whole(payload, true, coders);
        MessageForm binary = partial ? MessageForm.partial(payload, false) : MessageForm.whole(payload, false, coders);
        if (text == null && binary == null) {
            throw new DefinitionException(
                    209,
                    "Messages cannot be given as " + payload.getName() + (partial ? " in parts" : "") + " to " + method
                            + ": whole ones come as String, Reader, byte[], ByteBuffer, InputStream, LargeMessage, PongMessage,"
                            + " a primitive or its box, or what a decoder of the endpoint makes, parts as String, byte[] or"
                            + " ByteBuffer");
        }
        // The annotation's documentation exempts methods that take parts, a stream or a reader.
        boolean exempt = partial || payload == Reader.class || payload == InputStream.class;
        long maxSize = exempt ? -1 : method.getAnnotation(OnMessage.class).maxMessageSize();
        return new MessageMethod(callback, text, binary, maxSize);
    }

    /** Gives the parameters that are left their places: the message, and beside a part whether it is the last. */
    private static void fillIn(Method method, List<CallbackMethod.Argument> arguments, boolean partial) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) == null) {
                boolean last = partial && method.getParameterTypes()[i] == boolean.class;
                arguments.set(i, last ? Call::last : Call::payload);
            }
        }
    }

    private void checkReturnType(Method method) {
        Class<?> type = method.getReturnType();
        if (type != void.class && !isSendable(type)) {
            throw new DefinitionException(
                    210,
                    method + " returns " + type.getName()
                            + ", which no encoder of the endpoint takes; without one String,"
                            + " byte[], ByteBuffer, LargeMessage, primitives and their boxes are sent");
        }
    }

    /** Whether objects of a type, or at least of some class of it, as of Number, can be sent. */
    private boolean isSendable(Class<?> type) {
        Class<?> given = Primitives.box(type);
        return SENDABLE.stream().anyMatch(sendable -> areRelated(sendable, given))
                || coders.encoders().stream().anyMatch(encoder -> areRelated(encoder.type(), type));
    }

    private static boolean areRelated(Class<?> one, Class<?> other) {
        return one.isAssignableFrom(other) || other.isAssignableFrom(one);
    }

    /** An argument that every callback may have, or null where the parameter is none. */
    private CallbackMethod.Argument common(Method method, Parameter parameter) {
        if (parameter.isAnnotationPresent(PathParam.class)) {
            return pathParameters.argument(method, parameter);
        }
        boolean session = parameter.getType() == Session.class || parameter.getType() == LighterageSession.class;
        return session ? Call::session : null;
    }
}
