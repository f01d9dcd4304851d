package dev.herald.admin.auth;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.KeyedHash;
import dev.herald.swarm.SteadyClock;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Counts wrong tokens by network and minute; an IPv6 address counts as its /64, all of which one machine can have.
 *
 * <p>Networks share a fixed number of counters. That several have the same one does no harm: a count that is too high only
 * delays the answer to a wrong token.
 */
public final class WrongTokens {

    /** Wrong tokens of one network in a minute that are answered at once. */
    static final int TOLERATED = 10;

    static final int COUNTERS = 4096;

    private static final int COUNTER_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNTERS);

    private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final SteadyClock clock;
    private final long first;
    private final long second;

    // Guarded by the lock of this object.
    private final int[] counts = new int[COUNTERS];
    private long minuteBegan;

    /** Counts from now on. */
    public WrongTokens(SteadyClock clock, RandomGenerator random) {
        this.clock = clock;
        this.first = random.nextLong();
        this.second = random.nextLong();
        this.minuteBegan = clock.millis();
    }

    /** Counts a wrong token; whether its network has sent more than are tolerated in this minute. */
    synchronized boolean tooMany(Address from) {
        long now = clock.millis();
        if (now - minuteBegan >= MINUTE_MILLIS) {
            Arrays.fill(counts, 0);
            minuteBegan = now;
        }
        return ++counts[counter(from)] > TOLERATED;
    }

    private int counter(Address from) {
        long low = from.family() == Family.IPV4 ? from.low() : 0;
        return (int) (KeyedHash.fold(from.high() ^ first, low ^ second) >>> COUNTER_SHIFT);
    }
}
