package dev.herald.app;

import dev.herald.net.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Guards of the container's listeners: of the public one and of the operator's, known by their ports. Whether one has been
 * opened, or closed and opened anew, the container does not tell, so it is looked for again and again. In a container other
 * than Payara nothing is guarded.
 */
final class ListenerGuards implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuards.class.getName());
    private static final int LOOK_MILLIS = 50;

    private final ClassLoader container;
    private final int publicPort;
    private final int operatorsPort;
    private final List<ListenerGuard> guards = new ArrayList<>();
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-listeners");

    /** Guards that do not look yet. */
    ListenerGuards(Settings settings) {
        this(
                ListenerGuards.class.getClassLoader(),
                settings.http().bind().port(),
                settings.admin().bind().port());
    }

    ListenerGuards(ClassLoader container, int publicPort, int operatorsPort) {
        this.container = container;
        this.publicPort = publicPort;
        this.operatorsPort = operatorsPort;
    }

    /** Guards what is open already, and from now on what will be. */
    void start() {
        if (look()) {
            teachPhrases();
            var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void teachPhrases() {
        try {
            ReasonPhrases.teach(container);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "This container's reason phrases are left as they are", e);
        }
    }

    /** Guards what has been opened since the last time; returns whether the container is one that can be. */
    synchronized boolean look() {
        try {
            List<Object> open = new ArrayList<>();
            boolean both = guard(publicPort, false, open) & guard(operatorsPort, true, open);
            guards.removeIf(guard -> open.stream().noneMatch(guard::isOf));
            if (both) {
                System.setProperty(StartSignals.GUARDED, "true");
            }
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.DEBUG, "This container's listeners are left as they are", e);
            return false;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the container's listeners cannot be looked for now", e);
            return true;
        }
    }

    /** Watches no longer. */
    @Override
    public synchronized void close() {
        thread.shutdownNow();
        System.clearProperty(StartSignals.GUARDED);
        guards.forEach(ListenerGuard::close);
        guards.clear();
    }

    /** Returns whether one is open there; every one that is goes into {@code open}. */
    private boolean guard(int port, boolean operators, List<Object> open) throws ReflectiveOperationException {
        List<Object> listeners = ContainerListeners.onPort(container, port);
        for (Object listener : listeners) {
            open.add(listener);
            if (guards.stream().noneMatch(guard -> guard.isOf(listener))) {
                guards.add(new ListenerGuard(
                        container, listener, new RequestHeads(container, operators), new ListenerConnections()));
            }
        }
        return !listeners.isEmpty();
    }
}
