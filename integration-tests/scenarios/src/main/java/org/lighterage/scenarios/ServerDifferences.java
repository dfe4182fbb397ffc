package org.lighterage.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out what a server cannot do. The module of the server says so in {@code server-differences.properties}, with lines
 * {@code ClassScenario.test=reason}, or {@code ClassScenario=reason} for a whole class; the reason is a sentence for
 * README.md, where all of them stand. Found by JUnit as a service.
 */
public final class ServerDifferences implements ExecutionCondition, BeforeAllCallback {

    private final Properties reasons = read();

    private static Properties read() {
        Properties reasons = new Properties();
        try (InputStream file = ServerDifferences.class.getResourceAsStream("/server-differences.properties")) {
            if (file != null) {
                Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8);
                reasons.load(reader);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return reasons;
    }

    /** A difference that names no test of its class would leave nothing out, and nobody would notice. */
    @Override
    public void beforeAll(ExtensionContext context) {
        String scenario = context.getRequiredTestClass().getSimpleName();
        for (String difference : reasons.stringPropertyNames()) {
            if (difference.startsWith(scenario + ".")) {
                String test = difference.substring(scenario.length() + 1);
                requireDeclared(context.getRequiredTestClass(), test);
            }
        }
    }

    private static void requireDeclared(Class<?> scenario, String test) {
        for (Class<?> type = scenario; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(test)) {
                    return;
                }
            }
        }
        throw new IllegalStateException(
                "server-differences.properties names " + test + ", which " + scenario.getSimpleName() + " has not");
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String scenario =
                context.getTestClass().map(type -> type.getSimpleName()).orElse("");
        String name = context.getTestMethod()
                .map(method -> scenario + "." + method.getName())
                .orElse(scenario);
        String reason = reasons.getProperty(name);
        return reason == null
                ? ConditionEvaluationResult.enabled("No difference of the server")
                : ConditionEvaluationResult.disabled(reason);
    }
}
