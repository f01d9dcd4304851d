package dev.herald.payara;

import dev.herald.config.ListenerLimits;
import dev.herald.config.Settings;
import dev.herald.config.StartupSignals;
import dev.herald.http.netty.ConnectionLimiter;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.net.DaemonThreads;
import dev.herald.payara.GrizzlyListeners.OpenListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Protects the container's public and operator's listeners, which are known by their ports, with a {@link ListenerGuard} each. Payara does
 * not report when a listener is opened, or closed and opened again, so their state is polled. Other containers are not protected.
 */
public final class ListenerGuards implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuards.class.getName());
    private static final int POLL_MILLIS = 50;

    private final int publicPort;
    private final int operatorsPort;
    private final ListenerLimits limits;
    private final ConnectionLimiter admission;
    private final PeriodicTask task;
    private final List<ListenerGuard> guards = new ArrayList<>();
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-listeners");
    private boolean closed;

    /** Protects nothing before {@link #start}. */
    public ListenerGuards(Settings settings, PeriodicTasks tasks) {
        task = tasks.add("protection of the container's listeners");
        publicPort = settings.http().bind().port();
        operatorsPort = settings.admin().bind().port();
        limits = settings.httpLimits();
        admission = new ConnectionLimiter(
                limits.maxConnections(),
                limits.maxConnectionsPerAddress(),
                settings.http().trustedNetworks(),
                List.of(),
                new SecureRandom());
    }

    /** Returns the number of open connections of the public listener. */
    public int connections() {
        return admission.open();
    }

    /** Returns how many connections of the public listener were rejected by its limits. */
    public long refusedConnections() {
        return admission.refused();
    }

    /** Protects the listeners that are open, and each that is opened later. Does nothing in other containers. */
    public void start() {
        if (GrizzlyListeners.exist()) {
            installReasonPhrases();
            runPoll();
            var unused = thread.scheduleWithFixedDelay(this::runPoll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void installReasonPhrases() {
        try {
            ReasonPhrases.install();
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Reason phrases could not be added to this container", e);
        }
    }

    private void runPoll() {
        task.run(() -> {
            try {
                poll();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the listeners of this container cannot be protected", e);
            }
        });
    }

    private synchronized void poll() throws ReflectiveOperationException {
        if (closed) {
            return;
        }
        List<OpenListener> publicListeners = GrizzlyListeners.onPort(publicPort);
        List<OpenListener> operatorsListeners = GrizzlyListeners.onPort(operatorsPort);
        guards.removeIf(guard -> {
            boolean gone =
                    !publicListeners.contains(guard.listener()) && !operatorsListeners.contains(guard.listener());
            if (gone) {
                guard.close();
            }
            return gone;
        });
        for (OpenListener listener : unprotected(publicListeners)) {
            guards.add(new ListenerGuard(listener, new RequestSanitizer(false), limited()));
        }
        for (OpenListener listener : unprotected(operatorsListeners)) {
            guards.add(new ListenerGuard(listener, new RequestSanitizer(true), new ListenerConnections()));
        }
        guards.forEach(ListenerGuard::closeLate);
        if (!publicListeners.isEmpty() && !operatorsListeners.isEmpty()) {
            System.setProperty(StartupSignals.GUARDED, "true");
        }
    }

    private List<OpenListener> unprotected(List<OpenListener> listeners) {
        return listeners.stream()
                .filter(listener ->
                        guards.stream().noneMatch(guard -> guard.listener().equals(listener)))
                .toList();
    }

    private ListenerConnections limited() {
        return new ListenerConnections(
                new ListenerConnections.Limits(admission, limits.idleSeconds(), limits.headerSeconds()),
                System::nanoTime);
    }

    /** Ends the protection. */
    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        System.clearProperty(StartupSignals.GUARDED);
        guards.forEach(ListenerGuard::close);
        guards.clear();
    }
}
