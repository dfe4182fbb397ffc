package org.lighterage.server;

import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lighterage.LargeMessages;
import org.lighterage.config.EndpointSelection;

/**
 * What becomes of each endpoint class of an application.
 *
 * @param takenOver those that we deploy
 * @param forContainer those that the container deploys as ordinary ones
 * @param leftToApplication those that were to be taken over, had the application no configs that decide
 */
record DeploymentPlan(List<TakeOver> takenOver, List<Class<?>> forContainer, List<Class<?>> leftToApplication) {

    /**
     * A class that we deploy.
     *
     * @param annotation null where it has none
     */
    record TakeOver(Class<?> type, LargeMessages annotation) {}

    /**
     * Decides.
     *
     * @param annotatedByCdi classes whose annotation CDI knows, which another extension may have added
     */
    static DeploymentPlan of(
            ScannedClasses scanned, Map<Class<?>, LargeMessages> annotatedByCdi, EndpointSelection selection) {
        Map<Class<?>, LargeMessages> candidates = new LinkedHashMap<>();
        scanned.endpoints().forEach(type -> candidates.put(type, type.getAnnotation(LargeMessages.class)));
        candidates.putAll(annotatedByCdi);
        ApplicationConfigs configs = new ApplicationConfigs(scanned);
        DeploymentPlan plan = new DeploymentPlan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        candidates.forEach((type, annotation) -> plan.add(type, annotation, selection, configs));
        plan.refuseEqualPaths();
        return plan;
    }

    /** As containers do, whose errors would name our classes instead of the application's. */
    private void refuseEqualPaths() {
        Map<String, Class<?>> types = new HashMap<>();
        takenOver.forEach(found -> refuseEqualPath(found.type(), types));
        forContainer.forEach(type -> refuseEqualPath(type, types));
    }

    private static void refuseEqualPath(Class<?> type, Map<String, Class<?>> others) {
        String path = type.getAnnotation(ServerEndpoint.class).value();
        Class<?> other = others.put(path.replaceAll("\\{[^/]*}", "{}"), type);
        if (other != null) {
            throw new EndpointDeploymentException(
                    306,
                    other.getName() + " and " + type.getName() + " are both at " + path
                            + "; a path belongs to one endpoint, whatever the names of its variables",
                    null);
        }
    }

    private void add(Class<?> type, LargeMessages annotation, EndpointSelection selection, ApplicationConfigs configs) {
        String path = type.getAnnotation(ServerEndpoint.class).value();
        boolean annotated = annotation != null;
        if (!annotated && !Modifier.isPublic(type.getModifiers())) {
            // Containers pass over a class that they cannot make instances of.
            return;
        }
        if (!selection.selects(type, path, annotated)) {
            if (configs.isEmpty()) {
                forContainer.add(type);
            }
        } else if (configs.isEmpty()) {
            takenOver.add(new TakeOver(type, annotation));
        } else if (annotated) {
            configs.refuseThatOneReturns(type);
            takenOver.add(new TakeOver(type, annotation));
        } else {
            leftToApplication.add(type);
        }
    }
}
