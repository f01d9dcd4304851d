package dev.herald.payara;

import dev.herald.config.ListenerLimits;
import dev.herald.config.Settings;
import dev.herald.config.StartupSignals;
import dev.herald.http.volume.Admission;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Guards of the container's listeners: of the public one and of the operator's, known by their ports. Whether one has been
 * opened, or closed and opened anew, the container does not tell, so it is looked for again and again. In a container other
 * than Payara nothing is guarded.
 */
public final class ListenerGuards implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuards.class.getName());
    private static final int LOOK_MILLIS = 50;

    private final ClassLoader container;
    private final int publicPort;
    private final int operatorsPort;
    private final ListenerLimits limits;
    private final Admission admission;
    private final PeriodicTask task;
    private final List<ListenerGuard> guards = new ArrayList<>();
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-listeners");
    private boolean closed;

    /** Guards that do not look yet. */
    public ListenerGuards(Settings settings, PeriodicTasks tasks) {
        this(settings, tasks, ListenerGuards.class.getClassLoader());
    }

    ListenerGuards(Settings settings, PeriodicTasks tasks, ClassLoader container) {
        this.container = container;
        task = tasks.add("guards of the container's listeners");
        publicPort = settings.http().bind().port();
        operatorsPort = settings.admin().bind().port();
        limits = settings.httpLimits();
        admission = new Admission(
                limits.maxConnections(),
                limits.maxConnectionsPerAddress(),
                settings.http().trustedNetworks(),
                List.of(),
                new SecureRandom());
    }

    /** How many connections the public listener has. */
    public int connections() {
        return admission.open();
    }

    /** How many connections of the public listener were turned away, because there were too many in all or of their address. */
    public long refusedConnections() {
        return admission.refused();
    }

    /** Guards what is open already, and from now on what will be; does nothing in another container. */
    public void start() {
        if (GrizzlyListeners.areIn(container)) {
            teachPhrases();
            lookAgain();
            var unused =
                    thread.scheduleWithFixedDelay(this::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void teachPhrases() {
        try {
            ReasonPhrases.teach(container);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "This container's reason phrases are left as they are", e);
        }
    }

    private void lookAgain() {
        task.run(() -> {
            try {
                look();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the listeners of this container cannot be guarded", e);
            }
        });
    }

    /** Guards what has been opened since the last time, and closes the connections that are late. */
    private synchronized void look() throws ReflectiveOperationException {
        if (closed) {
            return;
        }
        List<Object> open = new ArrayList<>();
        boolean publicOne = guard(publicPort, false, open);
        boolean operators = guard(operatorsPort, true, open);
        for (ListenerGuard guard : List.copyOf(guards)) {
            if (open.stream().noneMatch(guard::isOf)) {
                guards.remove(guard);
                guard.close();
            }
            guard.closeLate();
        }
        if (publicOne && operators) {
            System.setProperty(StartupSignals.GUARDED, "true");
        }
    }

    /** Watches no longer. */
    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        System.clearProperty(StartupSignals.GUARDED);
        guards.forEach(ListenerGuard::close);
        guards.clear();
    }

    /** Returns whether one is open there; every one that is goes into {@code open}. */
    private boolean guard(int port, boolean operators, List<Object> open) throws ReflectiveOperationException {
        List<Object> listeners = GrizzlyListeners.onPort(container, port);
        for (Object listener : listeners) {
            open.add(listener);
            if (guards.stream().noneMatch(guard -> guard.isOf(listener))) {
                guards.add(new ListenerGuard(
                        container,
                        listener,
                        new RequestSanitizer(container, operators),
                        operators ? new ListenerConnections() : limited()));
            }
        }
        return !listeners.isEmpty();
    }

    private ListenerConnections limited() {
        return new ListenerConnections(
                new ListenerConnections.Limits(admission, limits.idleSeconds(), limits.headerSeconds()),
                System::nanoTime);
    }
}
