package dev.herald.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of a listener of the container, each known by an object of the container's. */
final class ListenerConnections {

    private final Map<Object, Connection> open = new ConcurrentHashMap<>();

    /** One of them. */
    private static final class Connection {

        /** Whether no request may follow the one that has come; of the thread that reads. */
        private volatile boolean ends;
    }

    /** A connection has been accepted. */
    void opened(Object key) {
        open.put(key, new Connection());
    }

    /** A connection has ended, for whatever reason. */
    void closed(Object key) {
        open.remove(key);
    }

    /**
     * Whether the head of another request may be read: not after the last request, and not on a connection from before
     * somebody watched, of which is unknown what it has read.
     */
    boolean takesRequest(Object key) {
        Connection connection = open.get(key);
        return connection != null && !connection.ends;
    }

    /** Whether the request that has come is the last of its connection. */
    void ends(Object key, boolean last) {
        Connection connection = open.get(key);
        if (connection != null) {
            connection.ends = last;
        }
    }
}
