package dev.herald.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Has Payara look for annotations in Herald's own classes only. By itself it reads each class of each library in the WAR, of
 * which none has anything for it, and no descriptor keeps it from doing so. What it has found once it does not look for again.
 */
final class OwnScan {

    private static final String LIBRARIES = "WEB-INF/lib/";

    private OwnScan() {}

    /** Does that for a deployment that has just begun, so that the container finds it done. */
    static void run(ClassLoader container, Object deployment) throws ReflectiveOperationException {
        Class<?> context = container.loadClass("org.glassfish.api.deployment.DeploymentContext");
        Class<?> extended = container.loadClass("org.glassfish.internal.deployment.ExtendedDeploymentContext");
        Class<?> archive = container.loadClass("org.glassfish.api.deployment.archive.ReadableArchive");
        Class<?> deploymentsType = container.loadClass("org.glassfish.internal.deployment.Deployment");
        Object deployments = container
                .loadClass("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, deploymentsType);
        Object war = context.getMethod("getSource").invoke(deployment);
        Object withoutLibraries = StandIn.of(
                war, archive, (method, answer) -> method.equals("entries") ? own((Enumeration<?>) answer) : answer);
        extended.getMethod("setSource", archive).invoke(deployment, withoutLibraries);
        try {
            deploymentsType.getMethod("getDeployableTypes", context).invoke(deployments, deployment);
        } finally {
            extended.getMethod("setSource", archive).invoke(deployment, war);
        }
    }

    private static Enumeration<?> own(Enumeration<?> names) {
        List<Object> own = new ArrayList<>(Collections.list(names));
        own.removeIf(name -> name.toString().startsWith(LIBRARIES));
        return Collections.enumeration(own);
    }
}
