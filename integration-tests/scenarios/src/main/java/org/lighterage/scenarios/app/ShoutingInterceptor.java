package org.lighterage.scenarios.app;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Locale;

@Shouting
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ShoutingInterceptor {

    /** Runs within the callback, and so within its contexts. */
    @Inject
    private Counter counter;

    @AroundInvoke
    Object shout(InvocationContext invocation) throws Exception {
        counter.next();
        return ((String) invocation.proceed()).toUpperCase(Locale.ROOT);
    }
}
