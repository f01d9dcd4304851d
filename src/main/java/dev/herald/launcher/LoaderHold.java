package dev.herald.launcher;

import dev.herald.app.Listener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps the class loader that Payara makes for a deployment while it deploys.
 *
 * <p>Payara itself keeps it by a weak reference only (6.2025.10, {@code DeploymentContextImpl.sharableTemp}), until it is the
 * context class loader of the thread a moment later. A garbage collection in that moment leaves the thread with none, and the
 * application is not deployed: "Error while installing policy provider: Cannot invoke ClassLoader.loadClass(String) because the
 * return value of Thread.getContextClassLoader() is null". So the archive handler, which makes the loader, is
 * wrapped before it is asked.
 *
 * <p>The server's own classes are reached by reflection: they are none of its interfaces.
 */
final class LoaderHold {

    private static final Logger LOG = System.getLogger(LoaderHold.class.getName());
    private static final String BEGIN = "Deployment_Start";

    private final ClassLoader container;
    private final Queue<Object> kept = new ConcurrentLinkedQueue<>();

    /** For a container whose classes are found there. */
    LoaderHold(ClassLoader container) {
        this.container = container;
    }

    /** From now on, for a container that has been booted and deploys later. */
    void begin() {
        try {
            Class<?> events = container.loadClass("org.glassfish.api.event.Events");
            Class<?> listener = container.loadClass("org.glassfish.api.event.EventListener");
            Class<?> event = container.loadClass("org.glassfish.api.event.EventListener$Event");
            Method name = event.getMethod("name");
            Method hook = event.getMethod("hook");
            Object watch = Listener.of(listener, "event", arguments -> {
                if (BEGIN.equals(name.invoke(arguments[0]))) {
                    Object deployment = hook.invoke(arguments[0]);
                    wrap(deployment);
                    OwnScan.run(container, deployment);
                }
            });
            Object service = container
                    .loadClass("org.glassfish.internal.api.Globals")
                    .getMethod("get", Class.class)
                    .invoke(null, events);
            events.getMethod("register", listener).invoke(service, watch);
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.WARNING, "this container's deployments are left to their luck", e);
        }
    }

    /** No longer; a deployment that is over keeps what it needs. */
    void end() {
        kept.clear();
    }

    private void wrap(Object deployment) throws ReflectiveOperationException {
        Class<?> context = container.loadClass("org.glassfish.api.deployment.DeploymentContext");
        Class<?> extended = container.loadClass("org.glassfish.internal.deployment.ExtendedDeploymentContext");
        Class<?> handler = container.loadClass("org.glassfish.api.deployment.archive.ArchiveHandler");
        Object real = context.getMethod("getArchiveHandler").invoke(deployment);
        Object keeping = StandIn.of(real, handler, (method, answer) -> {
            if (answer instanceof ClassLoader) {
                kept.add(answer);
            }
            return answer;
        });
        extended.getMethod("setArchiveHandler", handler).invoke(deployment, keeping);
    }
}
