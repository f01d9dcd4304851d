package dev.herald.payara;

import dev.herald.bittorrent.Address;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Watches over the connections and requests of one open listener of the container, by probes, with which Grizzly tells what
 * happens. What a probe throws while a head is parsed makes Grizzly answer with the status of the response, or else 400, and
 * close the connection.
 *
 * <p>The server's own classes are reached by reflection: they are none of its interfaces, and another container does without
 * this.
 */
final class ListenerGuard implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ListenerGuard.class.getName());
    private static final String CONNECTION_PROBE = "org.glassfish.grizzly.ConnectionProbe";

    private final Object listener;
    private final RequestSanitizer heads;
    private final ListenerConnections connections;
    private final Method close;
    private final Method peer;
    private final Method unsent;
    private final Method bytes;

    /** How the probes are removed. */
    private final List<Removal> removals = new ArrayList<>();

    private interface Removal {
        void run() throws ReflectiveOperationException;
    }

    /**
     * Begins to watch.
     *
     * @param container the class loader of the container
     * @param listener one of {@link GrizzlyListeners}
     * @throws ReflectiveOperationException if the container is not one that is known
     */
    ListenerGuard(ClassLoader container, Object listener, RequestSanitizer heads, ListenerConnections connections)
            throws ReflectiveOperationException {
        this.listener = listener;
        this.heads = heads;
        this.connections = connections;
        Class<?> connection = container.loadClass("org.glassfish.grizzly.nio.NIOConnection");
        close = connection.getMethod("terminateSilently");
        peer = connection.getMethod("getPeerAddress");
        unsent = connection.getMethod("getAsyncWriteQueue");
        bytes = unsent.getReturnType().getMethod("spaceInBytes");
        try {
            watch(container);
        } catch (ReflectiveOperationException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void watch(ClassLoader container) throws ReflectiveOperationException {
        Object transport = listener.getClass().getMethod("getTransport").invoke(listener);
        Class<?> transportType = container.loadClass("org.glassfish.grizzly.Transport");
        add(
                container,
                transportType.getMethod("getConnectionMonitoringConfig").invoke(transport),
                CONNECTION_PROBE,
                Map.of("onCloseEvent", this::closed));
        // The socket that listens has taken over the transport's probes when it was bound.
        Field sockets = transport.getClass().getDeclaredField("serverConnections");
        sockets.setAccessible(true);
        for (Object socket : (Collection<?>) sockets.get(transport)) {
            add(
                    container,
                    socket.getClass().getMethod("getMonitoringConfig").invoke(socket),
                    CONNECTION_PROBE,
                    Map.of("onAcceptEvent", this::accepted));
        }
        Class<?> codec = container.loadClass("org.glassfish.grizzly.http.HttpCodecFilter");
        for (Object each : (List<?>)
                listener.getClass().getMethod("getFilters", Class.class).invoke(listener, codec)) {
            add(
                    container,
                    codec.getMethod("getMonitoringConfig").invoke(each),
                    "org.glassfish.grizzly.http.HttpProbe",
                    Map.of(
                            "onDataReceivedEvent",
                            this::received,
                            "onHeaderParseEvent",
                            arguments -> parsed(arguments, each)));
        }
    }

    /** Whether it watches over that listener. */
    boolean isOf(Object other) {
        return listener == other;
    }

    /** Watches no longer. */
    @Override
    public void close() {
        for (Removal removal : removals) {
            try {
                removal.run();
            } catch (ReflectiveOperationException e) {
                LOG.log(Level.WARNING, "a probe stays in the container", e);
            }
        }
        connections.forget();
    }

    private void add(ClassLoader container, Object monitoring, String type, Map<String, Listener.Reaction> reactions)
            throws ReflectiveOperationException {
        Class<?> probe = container.loadClass(type);
        Object probes = Array.newInstance(probe, 1);
        Array.set(probes, 0, Listener.of(probe, reactions));
        Class<?> config = container.loadClass("org.glassfish.grizzly.monitoring.MonitoringConfig");
        config.getMethod("addProbes", Object[].class).invoke(monitoring, probes);
        removals.add(() -> config.getMethod("removeProbes", Object[].class).invoke(monitoring, probes));
    }

    /** Closes the connections that are late. */
    void closeLate() throws ReflectiveOperationException {
        for (Object connection : connections.late()) {
            close.invoke(connection);
        }
    }

    private void accepted(Object[] arguments) throws ReflectiveOperationException {
        Object connection = arguments[1];
        // It is null if the client has gone already.
        boolean known = peer.invoke(connection) instanceof InetSocketAddress from
                && connections.opened(connection, Address.of(from.getAddress()));
        if (!known) {
            close.invoke(connection);
        }
    }

    private void received(Object[] arguments) {
        connections.received(arguments[0]);
    }

    private void closed(Object[] arguments) {
        connections.closed(arguments[0]);
    }

    private void parsed(Object[] arguments, Object codec) throws ReflectiveOperationException {
        Object connection = arguments[0];
        if (!connections.takesRequest(connection)) {
            close.invoke(connection);
            throw new RejectedRequest("another request after the last");
        }
        if (connections.areLimited() && (int) bytes.invoke(unsent.invoke(connection)) > 0) {
            // A thread of the container would wait for a client that asks faster than it reads.
            close.invoke(connection);
            throw new RejectedRequest("answers that are not read");
        }
        // Until it is found in order; if it is refused, nothing may follow either.
        connections.ends(connection, true);
        try {
            connections.ends(connection, !heads.mend(arguments[1], codec));
        } catch (InvocationTargetException e) {
            throw new RejectedRequest("a head that the server cannot read: " + e.getCause());
        }
    }
}
