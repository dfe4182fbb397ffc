package org.lighterage.scenarios;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * On a test class whose endpoints are the container's own, with plain peers only: the container is the oracle that tells
 * whether what the tests expect of the library is what an application finds without it. The value says where it is not.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContainersOwn.Differences.class)
public @interface ContainersOwn {

    Difference[] value() default {};

    /** A test that is left out. */
    @interface Difference {

        /** The name of its method. */
        String test();

        /** What the container does, and why that may be. */
        String because();
    }

    /** Leaves out the tests that the annotation names. */
    class Differences implements ExecutionCondition, BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            List<String> tests = Arrays.stream(
                            context.getRequiredTestClass().getSuperclass().getDeclaredMethods())
                    .map(method -> method.getName())
                    .toList();
            for (Difference difference : differences(context)) {
                if (!tests.contains(difference.test())) {
                    throw new IllegalStateException("There is no test " + difference.test());
                }
            }
        }

        private static Difference[] differences(ExtensionContext context) {
            return context.getRequiredTestClass()
                    .getAnnotation(ContainersOwn.class)
                    .value();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String test =
                    context.getTestMethod().map(method -> method.getName()).orElse("");
            return Arrays.stream(differences(context))
                    .filter(difference -> difference.test().equals(test))
                    .findFirst()
                    .map(difference -> ConditionEvaluationResult.disabled(difference.because()))
                    .orElse(ConditionEvaluationResult.enabled("As the library"));
        }
    }
}
