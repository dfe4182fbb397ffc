package org.lighterage.coder;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** Finds what a class gives for the type parameter of an interface, through superclasses and other interfaces. */
public final class TypeArguments {

    private TypeArguments() {}

    /** The argument of an interface with one type parameter, or null where the class leaves it open. */
    public static Class<?> of(Class<?> type, Class<?> genericInterface) {
        return rawType(find(type, genericInterface));
    }

    private static Type find(Type type, Class<?> target) {
        Class<?> raw = rawType(type);
        if (raw == null) {
            return null;
        }
        if (raw == target) {
            return type instanceof ParameterizedType parameterized
                    ? parameterized.getActualTypeArguments()[0]
                    : null;
        }
        for (Type implemented : raw.getGenericInterfaces()) {
            Type found = resolve(find(implemented, target), raw, type);
            if (found != null) {
                return found;
            }
        }
        return raw.getGenericSuperclass() == null ? null : resolve(find(raw.getGenericSuperclass(), target), raw, type);
    }

    /** Replaces a type variable of a class by what the type gives for it. */
    private static Type resolve(Type found, Class<?> declaring, Type type) {
        if (found instanceof GenericArrayType array) {
            Class<?> component = rawType(resolve(array.getGenericComponentType(), declaring, type));
            return component == null ? found : component.arrayType();
        }
        if (!(found instanceof TypeVariable<?> variable) || !(type instanceof ParameterizedType parameterized)) {
            return found;
        }
        TypeVariable<?>[] variables = declaring.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            if (variables[i].equals(variable)) {
                return parameterized.getActualTypeArguments()[i];
            }
        }
        return found;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> found) {
            return found;
        }
        if (type instanceof ParameterizedType parameterized) {
            return rawType(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            Class<?> component = rawType(array.getGenericComponentType());
            return component == null ? null : component.arrayType();
        }
        return null;
    }
}
