package org.lighterage.coders;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what a class gives for the only type parameter of a superclass, with type arguments of its own. Used once. */
final class TypeOfSubclass {

    private final Class<?> subclass;
    private final Class<?> generic;

    /** What the classes between give for the variables of those above them. */
    private final Map<TypeVariable<?>, Type> given = new HashMap<>();

    private TypeOfSubclass(Class<?> subclass, Class<?> generic) {
        this.subclass = subclass;
        this.generic = generic;
    }

    /** @throws IllegalStateException if the class leaves it open */
    static Type find(Class<?> subclass, Class<?> generic) {
        return new TypeOfSubclass(subclass, generic).find();
    }

    private Type find() {
        for (Class<?> type = subclass; type != generic; type = type.getSuperclass()) {
            if (type.getGenericSuperclass() instanceof ParameterizedType superclass) {
                TypeVariable<?>[] variables = type.getSuperclass().getTypeParameters();
                for (int i = 0; i < variables.length; i++) {
                    given.put(variables[i], resolve(superclass.getActualTypeArguments()[i]));
                }
            }
        }
        return resolve(generic.getTypeParameters()[0]);
    }

    private Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return resolve(variable);
        }
        if (type instanceof ParameterizedType parameterized) {
            return new Parameterized(
                    parameterized.getOwnerType(),
                    parameterized.getRawType(),
                    Arrays.stream(parameterized.getActualTypeArguments())
                            .map(this::resolve)
                            .toList());
        }
        if (type instanceof WildcardType wildcard) {
            // The narrowest that is known to be common to all that it allows.
            return resolve(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> simple ? simple.arrayType() : new ArrayOf(component);
        }
        return type;
    }

    private Type resolve(TypeVariable<?> variable) {
        Type argument = given.get(variable);
        if (argument == null) {
            throw new IllegalStateException(subclass.getName() + " does not say what it codes; declare it as class "
                    + subclass.getSimpleName() + " extends " + generic.getSimpleName() + "<…>");
        }
        return argument;
    }

    private record Parameterized(Type owner, Type raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return owner;
        }

        @Override
        public String getTypeName() {
            return raw.getTypeName()
                    + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
        }
    }

    private record ArrayOf(Type component) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String getTypeName() {
            return component.getTypeName() + "[]";
        }
    }
}
