package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.Network;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the open connections of a listener, in total and per address; all addresses of an IPv6 /64 count as one. Only addresses with open
 * connections are in the table, so the total limit bounds its size. Thread-safe.
 */
public final class ConnectionLimiter {

    private final int maxConnections;
    private final int maxPerAddress;
    private final List<Network> unlimited;
    private final AtomicInteger open = new AtomicInteger();

    /** Open connections by address. Keys are comparable, so a bin with many keys of one hash code is searched in logarithmic time. */
    private final Map<Long, Integer> openByAddress = new ConcurrentHashMap<>();

    /**
     * Creates a limiter without open connections.
     *
     * @param maxConnections the total limit, at least 1
     * @param maxPerAddress the limit of an address, at least 1
     * @param unlimited networks whose addresses have no limit of their own
     */
    public ConnectionLimiter(int maxConnections, int maxPerAddress, List<Network> unlimited) {
        this.maxConnections = maxConnections;
        this.maxPerAddress = maxPerAddress;
        this.unlimited = List.copyOf(unlimited);
    }

    /** Counts a new connection. Returns false if the total limit is reached. */
    public boolean tryAcquire() {
        if (open.incrementAndGet() <= maxConnections) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** Uncounts a closed connection for which {@link #tryAcquire()} returned true. */
    public void release() {
        open.decrementAndGet();
    }

    /** Counts a connection of an address. Returns false if the limit of the address is reached. */
    public boolean tryAcquire(Address address) {
        if (Network.anyContains(unlimited, address)
                || openByAddress.merge(key(address), 1, Integer::sum) <= maxPerAddress) {
            return true;
        }
        release(address);
        return false;
    }

    /** Uncounts a closed connection for which {@link #tryAcquire(Address)} returned true. */
    public void release(Address address) {
        if (!Network.anyContains(unlimited, address)) {
            openByAddress.computeIfPresent(key(address), (key, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    /** The number of limited addresses that have open connections. */
    int addresses() {
        return openByAddress.size();
    }

    /** Unique: no /64 has the bits of a mapped IPv4 address, which are in the reserved network {@code ::/8}. */
    private static long key(Address address) {
        return address.family() == Family.IPV4 ? address.low() : address.high();
    }
}
