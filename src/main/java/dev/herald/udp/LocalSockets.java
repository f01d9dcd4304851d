package dev.herald.udp;

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
 * Sockets at the addresses of this machine beside those at a wildcard address, whose answers would leave from an address that the
 * routes choose. The kernel gives each datagram to the socket at its very address, and the rest to the wildcard's.
 */
final class LocalSockets {

    /** More addresses than this are left to the sockets at the wildcard address. */
    static final int MOST_ADDRESSES = 256;

    /** Of them, those that no interface has and that were asked all the same, such as 127.0.0.2. */
    static final int MOST_UNLISTED = 64;

    private static final Logger LOG = System.getLogger(LocalSockets.class.getName());

    private final int port;
    private final Predicate<LocalAddress> wanted;
    private final Binder binder;
    private final Map<LocalAddress, List<BoundSocket>> listed = new HashMap<>();
    private final Map<LocalAddress, List<BoundSocket>> unlisted = new HashMap<>();

    /** Addresses that could not be bound when they were last tried, so that this is said once. */
    private final Set<LocalAddress> refused = new HashSet<>();

    private boolean saidTooMany;
    private volatile boolean full;

    /** What closed sockets have dropped. */
    private long dropped;

    /** Opens the sockets of an address, one for each event loop. */
    @FunctionalInterface
    interface Binder {
        /** All of them, or none if it fails. */
        List<BoundSocket> bind(InetSocketAddress address) throws IOException;
    }

    /**
     * No sockets yet.
     *
     * @param port of the wildcard address
     * @param wanted which addresses the wildcard stands for
     */
    LocalSockets(int port, Predicate<LocalAddress> wanted, Binder binder) {
        this.port = port;
        this.wanted = wanted;
        this.binder = binder;
    }

    int port() {
        return port;
    }

    /** Closes the sockets of addresses that this machine has no longer, and opens those of addresses that it has now. */
    synchronized void follow(Set<LocalAddress> now) {
        close(listed, address -> !now.contains(address));
        close(unlisted, address -> !now.contains(address) && !address.canBeBound());
        refused.retainAll(now);
        for (LocalAddress address : now) {
            List<BoundSocket> asked = unlisted.remove(address); // before it was listed
            if (asked != null) {
                listed.put(address, asked);
            } else if (wanted.test(address) && !listed.containsKey(address)) {
                bind(address);
            }
        }
        full = unlisted.size() >= MOST_UNLISTED;
    }

    private void bind(LocalAddress address) {
        if (listed.size() >= MOST_ADDRESSES - MOST_UNLISTED) {
            if (!saidTooMany) {
                LOG.log(
                        Level.WARNING,
                        "This machine has more than {0} addresses; UDP answers of the others may leave from another address than"
                                + " was asked (herald.udp.bind can name them)",
                        Integer.toString(listed.size()));
            }
            saidTooMany = true;
            return;
        }
        try {
            listed.put(address, binder.bind(address.at(port)));
            refused.remove(address);
        } catch (IOException e) {
            // An IPv6 address cannot be bound before the network is known to have no other of it: tried again.
            LOG.log(
                    refused.add(address) ? Level.INFO : Level.DEBUG,
                    "UDP answers may leave from another address than {0}, as it cannot be bound: {1}",
                    address.address(),
                    e.getMessage());
        }
    }

    /** Whether {@link #asked} opens nothing any more. */
    boolean full() {
        return full;
    }

    /** The sockets of an address that was asked, which are opened if they are not open; none if there are too many. */
    synchronized List<BoundSocket> asked(LocalAddress address) throws IOException {
        List<BoundSocket> open = listed.getOrDefault(address, unlisted.get(address));
        if (open == null) {
            if (full) {
                return List.of();
            }
            open = binder.bind(address.at(port));
            unlisted.put(address, open);
            full = unlisted.size() >= MOST_UNLISTED;
        }
        return open;
    }

    /** Datagrams that the kernel has dropped because a receive buffer was full. */
    synchronized long dropped() {
        return dropped + dropped(listed) + dropped(unlisted);
    }

    private static long dropped(Map<LocalAddress, List<BoundSocket>> open) {
        return open.values().stream()
                .flatMap(List::stream)
                .mapToLong(BoundSocket::dropped)
                .sum();
    }

    private void close(Map<LocalAddress, List<BoundSocket>> open, Predicate<LocalAddress> gone) {
        for (LocalAddress address : List.copyOf(open.keySet())) {
            if (gone.test(address)) {
                for (BoundSocket socket : open.remove(address)) {
                    dropped += socket.dropped();
                    socket.close();
                }
            }
        }
    }
}
