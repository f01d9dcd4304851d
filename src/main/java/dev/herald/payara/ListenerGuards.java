package dev.herald.payara;

import dev.herald.config.ListenerLimits;
import dev.herald.config.Settings;
import dev.herald.config.StartupSignals;
import dev.herald.http.netty.ConnectionLimiter;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.Recorder;
import dev.herald.net.DaemonThreads;
import dev.herald.payara.GrizzlyListeners.OpenListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * Protects the container's public and operator's listeners, which are known by their ports, with a {@link ListenerGuard} each. Payara
 * has no event for a listener that is opened, or closed and opened again, so their state is polled. Other containers are not
 * protected.
 */
public final class ListenerGuards implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuards.class.getName());

    /** Until both listeners are open, for which the launcher waits. */
    private static final int SEARCH_MILLIS = 50;

    private static final int POLL_MILLIS = 1000;

    /** Reason phrases that Grizzly lacks; it writes {@code 422 CUSTOM} ({@code ContainerRules}). RFC 9110, 15.5.21, and RFC 6585, 4. */
    private static final Map<Integer, String> REASON_PHRASES =
            Map.of(422, "Unprocessable Content", 429, "Too Many Requests");

    private final int publicPort;
    private final int operatorsPort;
    private final ListenerLimits limits;
    private final ConnectionLimiter limiter;
    private final Recorder recorder;
    private final PeriodicTask task;
    private final Map<OpenListener, ListenerGuard> guards = new HashMap<>();
    private final ScheduledExecutorService thread = DaemonThreads.single("herald-listeners");
    private boolean complete;
    private boolean closed;

    public ListenerGuards(Settings settings, Metrics metrics) {
        task = metrics.periodicTasks().add("protection of the container's listeners");
        recorder = metrics.recorder(Frontend.HTTP_JAXRS);
        publicPort = settings.http().bind().port();
        operatorsPort = settings.admin().bind().port();
        limits = settings.httpLimits();
        limiter = new ConnectionLimiter(
                limits.maxConnections(),
                limits.maxConnectionsPerAddress(),
                settings.http().trustedNetworks());
        metrics.register(Frontend.HTTP_JAXRS, Figure.OPEN_CONNECTIONS, limiter::open);
    }

    /** Protects the listeners that are open, and each that is opened later. Does nothing in other containers. */
    public void start() {
        if (GrizzlyListeners.exist()) {
            addReasonPhrases();
            poll();
        }
    }

    /** Since Servlet 6 an application cannot choose a reason phrase, so they are added to Grizzly's table. */
    private static void addReasonPhrases() {
        try {
            Method register = HttpStatus.class.getDeclaredMethod("register", int.class, String.class);
            register.setAccessible(true);
            for (Map.Entry<Integer, String> status : REASON_PHRASES.entrySet()) {
                register.invoke(null, status.getKey(), status.getValue());
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Reason phrases could not be added to this container", e);
        }
    }

    private synchronized void poll() {
        if (closed) {
            return;
        }
        task.run(() -> {
            try {
                protect();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the listeners of this container cannot be protected", e);
            }
        });
        var unused = thread.schedule(this::poll, complete ? POLL_MILLIS : SEARCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void protect() throws ReflectiveOperationException {
        List<OpenListener> publicListeners = GrizzlyListeners.onPort(publicPort);
        List<OpenListener> operatorsListeners = GrizzlyListeners.onPort(operatorsPort);
        for (OpenListener listener : List.copyOf(guards.keySet())) {
            if (!publicListeners.contains(listener) && !operatorsListeners.contains(listener)) {
                guards.remove(listener).close();
            }
        }
        for (OpenListener listener : publicListeners) {
            if (!guards.containsKey(listener)) {
                guards.put(listener, new ListenerGuard(listener, new RequestSanitizer(false), limited()));
            }
        }
        for (OpenListener listener : operatorsListeners) {
            if (!guards.containsKey(listener)) {
                guards.put(
                        listener, new ListenerGuard(listener, new RequestSanitizer(true), new ListenerConnections()));
            }
        }
        guards.values().forEach(ListenerGuard::closeTimedOut);
        complete = !publicListeners.isEmpty() && !operatorsListeners.isEmpty();
        if (complete) {
            System.setProperty(StartupSignals.GUARDED, "true");
        }
    }

    private ListenerConnections limited() {
        return new ListenerConnections(
                new ListenerConnections.Limits(limiter, recorder, limits.idleSeconds(), limits.headerSeconds()),
                System::nanoTime);
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        System.clearProperty(StartupSignals.GUARDED);
        guards.values().forEach(ListenerGuard::close);
        guards.clear();
    }
}
