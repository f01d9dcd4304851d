package dev.herald.payara;

import dev.herald.bittorrent.Address;
import dev.herald.http.netty.ConnectionLimiter;
import dev.herald.metrics.Reason;
import dev.herald.metrics.Recorder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The open connections of one container listener, keyed by the container's connection objects: which of them may send another request, and,
 * if the listener is limited, how many there are and which have exceeded a time limit.
 */
final class ListenerConnections {

    private final Map<Object, Connection> open = new ConcurrentHashMap<>();
    private final Optional<Limits> limits;
    private final LongSupplier nanoTime;

    /**
     * Limits of a listener.
     *
     * @param limiter limits the number of connections
     * @param recorder counts the rejected ones
     * @param idleSeconds how long a connection may stay open without a request
     * @param headerSeconds how long the head of a request may take
     */
    record Limits(ConnectionLimiter limiter, Recorder recorder, int idleSeconds, int headerSeconds) {}

    /** Events of one connection come one after the other, but from different threads. */
    private static final class Connection {

        private final Address peer;

        /** Whether no further request may follow. */
        private volatile boolean ended;

        /** Whether a part of a head or body has been received. */
        private volatile boolean receiving;

        /** The {@link System#nanoTime} at which the time limit is exceeded. */
        private volatile long deadline;

        Connection(Address peer) {
            this.peer = peer;
        }
    }

    ListenerConnections() {
        this(Optional.empty(), () -> 0);
    }

    ListenerConnections(Limits limits, LongSupplier nanoTime) {
        this(Optional.of(limits), nanoTime);
    }

    private ListenerConnections(Optional<Limits> limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    boolean areLimited() {
        return limits.isPresent();
    }

    /** Adds an accepted connection. Returns false if a limit is exceeded; {@link #closed} is called in either case. */
    boolean opened(Object key, Address peer) {
        if (limits.isPresent()) {
            if (!tryAcquire(limits.get().limiter(), peer)) {
                limits.get().recorder().rejectedConnection(Reason.TOO_MANY_CONNECTIONS, peer);
                return false;
            }
        }
        Connection connection = new Connection(peer);
        startIdleTimer(connection);
        open.put(key, connection);
        return true;
    }

    private static boolean tryAcquire(ConnectionLimiter limiter, Address peer) {
        if (!limiter.tryAcquire()) {
            return false;
        }
        if (!limiter.tryAcquire(peer)) {
            limiter.release();
            return false;
        }
        return true;
    }

    void closed(Object key) {
        Connection connection = open.remove(key);
        if (connection != null && limits.isPresent()) {
            limits.get().limiter().release();
            limits.get().limiter().release(connection.peer);
        }
    }

    void clear() {
        List.copyOf(open.keySet()).forEach(this::closed);
    }

    /** Reports received bytes. The first bytes of a request start its time limit. */
    void received(Object key) {
        Connection connection = open.get(key);
        if (connection != null && limits.isPresent() && !connection.receiving) {
            connection.receiving = true;
            connection.deadline = after(limits.get().headerSeconds());
        }
    }

    /**
     * Reports the head of a request. Returns whether the request may be processed: not after the last one, and not on a connection that
     * was accepted before the listener was protected, because what it has sent before is unknown.
     */
    boolean acceptsRequest(Object key) {
        Connection connection = open.get(key);
        if (connection == null || connection.ended) {
            return false;
        }
        connection.receiving = false;
        startIdleTimer(connection);
        return true;
    }

    /** Sets whether the current request is the last one. */
    void setLastRequest(Object key, boolean last) {
        Connection connection = open.get(key);
        if (connection != null) {
            connection.ended = last;
        }
    }

    /** Returns the connections that have exceeded a time limit. */
    List<Object> timedOut() {
        long now = nanoTime.getAsLong();
        return open.entrySet().stream()
                .filter(entry -> limits.isPresent() && now - entry.getValue().deadline >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void startIdleTimer(Connection connection) {
        if (limits.isPresent()) {
            connection.deadline = after(limits.get().idleSeconds());
        }
    }

    private long after(int seconds) {
        return nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
