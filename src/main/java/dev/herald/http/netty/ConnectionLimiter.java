package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.KeyedHash;
import dev.herald.bittorrent.Network;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * Who may come in, and how: counts open connections, in all and by address. Addresses share counters, so that nothing is
 * allocated and nobody can make the tables grow. Each address has two, one in each table, of which the lower tells how many
 * connections it has at most (a count-min sketch): it is turned away too early only if it meets busy ones by chance twice,
 * which a secret keeps from being arranged.
 */
public final class ConnectionLimiter {

    private final int most;
    private final int mostPerAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final AtomicIntegerArray byLowerHalf;
    private final AtomicIntegerArray byUpperHalf;
    private final long first;
    private final long second;
    private final List<Network> unlimited;
    private final List<Network> announced;

    /**
     * Nobody is there yet.
     *
     * @param most open connections in all
     * @param mostPerAddress open connections of one address
     * @param unlimited whose number is limited by {@code most} alone
     * @param announced whose connections begin with a PROXY header
     */
    public ConnectionLimiter(
            int most, int mostPerAddress, List<Network> unlimited, List<Network> announced, RandomGenerator random) {
        this.unlimited = List.copyOf(unlimited);
        this.announced = List.copyOf(announced);
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        int counters = Math.max(1024, Integer.highestOneBit(most) * 4);
        this.byLowerHalf = new AtomicIntegerArray(counters);
        this.byUpperHalf = new AtomicIntegerArray(counters);
        this.first = random.nextLong();
        this.second = random.nextLong() | 1;
    }

    /** Lets a connection in if there are not too many; {@link #left} tells of its end then. */
    public boolean enters() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        refused.increment();
        return false;
    }

    /** A connection that was let in has ended. */
    public void left() {
        open.decrementAndGet();
    }

    /** Lets one of {@code address} in if it has not too many; {@link #left(Address)} tells of its end then. */
    public boolean enters(Address address) {
        if (isIn(unlimited, address)) {
            return true;
        }
        long hash = hash(address);
        if (Math.min(add(byLowerHalf, hash, 1), add(byUpperHalf, hash >>> Integer.SIZE, 1)) <= mostPerAddress) {
            return true;
        }
        leaves(hash);
        refused.increment();
        return false;
    }

    /** A connection of that address that was let in has ended. */
    public void left(Address address) {
        if (!isIn(unlimited, address)) {
            leaves(hash(address));
        }
    }

    /** Whether connections from there begin with a PROXY header. */
    boolean isAnnounced(Address address) {
        return isIn(announced, address);
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    /** How many connections were turned away. */
    public long refused() {
        return refused.sum();
    }

    private static boolean isIn(List<Network> networks, Address address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private void leaves(long hash) {
        add(byLowerHalf, hash, -1);
        add(byUpperHalf, hash >>> Integer.SIZE, -1);
    }

    private static int add(AtomicIntegerArray counters, long hash, int connections) {
        return counters.addAndGet((int) hash & (counters.length() - 1), connections);
    }

    /** Whoever has one address of IPv6 has a /64 of them. */
    private long hash(Address address) {
        long low = address.family() == Family.IPV6 ? 0 : address.low();
        return KeyedHash.fold(address.high() ^ first, low ^ second);
    }
}
