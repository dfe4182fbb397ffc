package org.lighterage.coder;

import jakarta.websocket.DecodeException;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Java's primitives and their boxes, as texts. */
public final class Primitives {

    private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(
            Boolean.class, Boolean::valueOf,
            Byte.class, Byte::valueOf,
            Character.class, Primitives::firstCharacter,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf);

    private Primitives() {}

    private static Character firstCharacter(String text) {
        return text.charAt(0);
    }

    /** Whether the type is a primitive or a box. */
    public static boolean isOne(Class<?> type) {
        return type != void.class && PARSERS.containsKey(box(type));
    }

    /** All boxes. */
    public static Set<Class<?>> boxes() {
        return PARSERS.keySet();
    }

    /** The box of a primitive; any other type itself. */
    public static Class<?> box(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    /**
     * What makes a value of a text; for String the text itself. Resolved once, since it is asked for per message.
     *
     * @param type a primitive, a box or String
     */
    public static Parser parser(Class<?> type) {
        if (type == String.class) {
            return text -> text;
        }
        Function<String, ?> parse = PARSERS.get(box(type));
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new DecodeException(text, "\"" + text + "\" is not a " + type.getSimpleName(), e);
            }
        };
    }

    /** Makes a value of a text. */
    @FunctionalInterface
    public interface Parser {

        Object parse(String text) throws DecodeException;
    }
}
