package dev.herald.admin;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who has sent too many wrong tokens, and has to wait.
 *
 * <p>An address's minute begins with its first wrong token. After {@value #TOLERATED} wrong ones every further one is told to
 * wait until the minute is over. A right one still passes, for a program with an old token at the same address (behind the
 * same proxy, say) must not lock everybody else out; unless so many <em>different</em> wrong ones came that somebody is
 * guessing: then no token of that address is looked at any more, and a guess learns nothing.
 *
 * <p>An IPv6 address stands for its /64, all of which one machine can have. The number of remembered addresses is limited;
 * the one that was wrong longest ago goes first.
 */
final class Throttle {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int TOLERATED = 10;
    static final int MOST_ADDRESSES = 4096;

    private static final class Attempts {
        final long endsMillis;
        final Set<Integer> different = new HashSet<>();
        int wrong;

        Attempts(long endsMillis) {
            this.endsMillis = endsMillis;
        }
    }

    private final InstantSource clock;

    /** Guarded by this object's lock. */
    private final Map<Address, Attempts> attempts = new LinkedHashMap<>();

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** Seconds for which no token of an address is looked at; 0 if it is not guessing. */
    synchronized long secondsToWait(Address address) {
        Attempts known = attempts.get(network(address));
        long left = known == null || known.different.size() < TOLERATED ? 0 : known.endsMillis - clock.millis();
        return left <= 0 ? 0 : roundedUp(left);
    }

    /**
     * Counts a wrong token.
     *
     * @param fingerprint tells wrong tokens apart
     * @return seconds to wait; 0 if this one is still tolerated
     */
    synchronized long wrong(Address address, int fingerprint) {
        Address network = network(address);
        long now = clock.millis();
        Attempts before = attempts.remove(network);
        boolean over = before == null || before.endsMillis <= now;
        Attempts current = over ? new Attempts(now + WINDOW.toMillis()) : before;
        attempts.put(network, current);
        if (attempts.size() > MOST_ADDRESSES) {
            attempts.remove(attempts.keySet().iterator().next());
        }
        if (current.different.size() < TOLERATED) {
            current.different.add(fingerprint);
        }
        current.wrong = Math.min(current.wrong + 1, TOLERATED + 1);
        return current.wrong <= TOLERATED ? 0 : roundedUp(current.endsMillis - now);
    }

    synchronized int remembered() {
        return attempts.size();
    }

    private static long roundedUp(long millis) {
        return (millis + 999) / 1000;
    }

    private static Address network(Address address) {
        return address.family() == Family.IPV4 ? address : new Address(address.high(), 0);
    }
}
