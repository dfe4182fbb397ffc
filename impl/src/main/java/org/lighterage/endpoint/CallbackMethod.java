package org.lighterage.endpoint;

import jakarta.websocket.DecodeException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;

/** A callback of an endpoint class, resolved: where each argument comes from, and how it is called. Immutable. */
final class CallbackMethod {

    /** Where one argument comes from. */
    @FunctionalInterface
    interface Argument {

        Object of(Call call) throws DecodeException;
    }

    private final Method method;
    private final MethodHandle handle;
    private final Argument[] arguments;

    CallbackMethod(Method method, List<Argument> arguments) {
        this.method = method;
        this.arguments = arguments.toArray(new Argument[0]);
        try {
            method.setAccessible(true);
            this.handle = MethodHandles.lookup()
                    .unreflect(method)
                    .asFixedArity()
                    .asSpreader(Object[].class, this.arguments.length)
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (IllegalAccessException | RuntimeException e) {
            throw new DefinitionException(
                    201, method + " cannot be called: " + e.getMessage() + "; make it and its class public");
        }
    }

    Method method() {
        return method;
    }

    /** Calls it; what it throws comes as it is. */
    Object call(Object instance, Call call) throws Throwable {
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments[i].of(call);
        }
        return (Object) handle.invokeExact(instance, values);
    }
}
