package dev.herald.payara;

import dev.herald.bittorrent.Address;
import dev.herald.http.volume.Admission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The open connections of a listener of the container, each known by an object of the container's: which of them may bring
 * another request, and, if there are limits, how many there are and which of them are late.
 */
final class ListenerConnections {

    private final Map<Object, Connection> open = new ConcurrentHashMap<>();
    private final Optional<Limits> limits;
    private final LongSupplier nanoTime;

    /**
     * What limits them.
     *
     * @param admission counts them
     * @param idleSeconds how long one may stay open without a request
     * @param headerSeconds how long a request may take to come
     */
    record Limits(Admission admission, int idleSeconds, int headerSeconds) {}

    /** One of them. Events of one connection come one after the other, though not from one thread. */
    private static final class Connection {

        private final Address peer;

        /** Whether no request may follow the one that has come. */
        private volatile boolean ends;

        /** Whether a part of a request has come, or of a body. */
        private volatile boolean receiving;

        /** When it is late. */
        private volatile long deadline;

        Connection(Address peer) {
            this.peer = peer;
        }
    }

    /** Any number of connections, none of which is ever late. */
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

    /** Whether a connection that has been accepted may stay; {@link #closed} tells of its end in any case. */
    boolean opened(Object key, Address peer) {
        if (limits.isPresent()) {
            Admission admission = limits.get().admission();
            if (!admission.enters()) {
                return false;
            }
            if (!admission.enters(peer)) {
                admission.left();
                return false;
            }
        }
        Connection connection = new Connection(peer);
        waits(connection);
        open.put(key, connection);
        return true;
    }

    /** A connection has ended, for whatever reason. */
    void closed(Object key) {
        Connection connection = open.remove(key);
        if (connection != null && limits.isPresent()) {
            limits.get().admission().left();
            limits.get().admission().left(connection.peer);
        }
    }

    /** None is open any more, as far as anybody will tell. */
    void forget() {
        List.copyOf(open.keySet()).forEach(this::closed);
    }

    /** Something has come; the first part of a request sets the time for the whole of it. */
    void received(Object key) {
        Connection connection = open.get(key);
        if (connection != null && limits.isPresent() && !connection.receiving) {
            connection.receiving = true;
            connection.deadline = after(limits.get().headerSeconds());
        }
    }

    /**
     * The head of a request has come. Returns whether it may be read: not after the last request, and not on a connection from
     * before somebody watched, of which is unknown what it has read.
     */
    boolean takesRequest(Object key) {
        Connection connection = open.get(key);
        if (connection == null || connection.ends) {
            return false;
        }
        connection.receiving = false;
        waits(connection);
        return true;
    }

    /** Whether the request that has come is the last of its connection. */
    void ends(Object key, boolean last) {
        Connection connection = open.get(key);
        if (connection != null) {
            connection.ends = last;
        }
    }

    /** Those that are late now. */
    List<Object> late() {
        long now = nanoTime.getAsLong();
        return open.entrySet().stream()
                .filter(entry -> limits.isPresent() && now - entry.getValue().deadline >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void waits(Connection connection) {
        if (limits.isPresent()) {
            connection.deadline = after(limits.get().idleSeconds());
        }
    }

    private long after(int seconds) {
        return nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    }
}
