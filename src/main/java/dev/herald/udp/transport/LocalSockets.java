package dev.herald.udp.transport;

import dev.herald.net.LocalAddress;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sockets at the local addresses that a wildcard address covers. The kernel passes a datagram to the socket with its exact destination
 * address, so that the answer has it as source; an answer of the wildcard socket has the source that the routing table chooses.
 */
final class LocalSockets {

    /** The maximum number of addresses with sockets; the wildcard sockets serve the others. */
    static final int MAX_ADDRESSES = 256;

    /** Of these, addresses that no interface lists, such as 127.0.0.2. */
    static final int MAX_UNLISTED = 64;

    private static final Logger LOG = System.getLogger(LocalSockets.class.getName());

    private final int port;
    private final Predicate<LocalAddress> covered;
    private final Binder binder;
    private final Map<LocalAddress, List<BoundSocket>> listed = new HashMap<>();
    private final Map<LocalAddress, List<BoundSocket>> unlisted = new HashMap<>();

    /** Addresses that could not be bound; each is logged once. */
    private final Set<LocalAddress> failed = new HashSet<>();

    private boolean limitLogged;
    private volatile boolean full;

    /** The datagrams dropped by closed sockets. */
    private long dropped;

    /** Binds the sockets of an address. */
    @FunctionalInterface
    interface Binder {
        /** Binds one socket per event loop, or none. */
        List<BoundSocket> bind(InetSocketAddress address) throws IOException;
    }

    /**
     * Has no sockets yet.
     *
     * @param port the port of the wildcard address
     * @param covered the addresses that the wildcard covers
     */
    LocalSockets(int port, Predicate<LocalAddress> covered, Binder binder) {
        this.port = port;
        this.covered = covered;
        this.binder = binder;
    }

    int port() {
        return port;
    }

    /** Closes the sockets of removed addresses and binds sockets to new ones. */
    synchronized void update(Set<LocalAddress> current) {
        close(listed, address -> !current.contains(address));
        close(unlisted, address -> !current.contains(address) && !address.canBeBound());
        failed.retainAll(current);
        for (LocalAddress address : current) {
            List<BoundSocket> nowListed = unlisted.remove(address);
            if (nowListed != null) {
                listed.put(address, nowListed);
            } else if (covered.test(address) && !listed.containsKey(address)) {
                bind(address);
            }
        }
        full = unlisted.size() >= MAX_UNLISTED;
    }

    private void bind(LocalAddress address) {
        if (listed.size() >= MAX_ADDRESSES - MAX_UNLISTED) {
            if (!limitLogged) {
                LOG.log(
                        Level.WARNING,
                        "This machine has more than {0} addresses; UDP answers to requests to the others may have another source address"
                                + " (herald.udp.bind can name them)",
                        Integer.toString(listed.size()));
            }
            limitLogged = true;
            return;
        }
        try {
            listed.put(address, binder.bind(address.at(port)));
            failed.remove(address);
        } catch (IOException e) {
            // An IPv6 address cannot be bound during duplicate address detection; the next update tries again.
            LOG.log(
                    failed.add(address) ? Level.INFO : Level.DEBUG,
                    "UDP answers to requests to {0} may have another source address, because it cannot be bound: {1}",
                    address.address(),
                    e.getMessage());
        }
    }

    /** Whether {@link #open} binds no more addresses. */
    boolean full() {
        return full;
    }

    /** Returns the sockets of an address, which are bound if needed; none if there are too many. */
    synchronized List<BoundSocket> open(LocalAddress address) throws IOException {
        List<BoundSocket> open = listed.getOrDefault(address, unlisted.get(address));
        if (open == null) {
            if (full) {
                return List.of();
            }
            open = binder.bind(address.at(port));
            unlisted.put(address, open);
            full = unlisted.size() >= MAX_UNLISTED;
        }
        return open;
    }

    /** The number of datagrams dropped because a receive buffer was full. */
    synchronized long dropped() {
        return dropped + dropped(listed) + dropped(unlisted);
    }

    private static long dropped(Map<LocalAddress, List<BoundSocket>> open) {
        return open.values().stream()
                .flatMap(List::stream)
                .mapToLong(BoundSocket::dropped)
                .sum();
    }

    private void close(Map<LocalAddress, List<BoundSocket>> open, Predicate<LocalAddress> removed) {
        for (LocalAddress address : List.copyOf(open.keySet())) {
            if (removed.test(address)) {
                for (BoundSocket socket : open.remove(address)) {
                    dropped += socket.dropped();
                    socket.close();
                }
            }
        }
    }
}
