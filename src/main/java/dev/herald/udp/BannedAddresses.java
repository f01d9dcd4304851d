package dev.herald.udp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.herald.bittorrent.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who sends too many bad connection ids, and is therefore ignored.
 *
 * <p>An address's window begins with its first bad id and has a fixed length. With one bad id more than are tolerated the
 * address is ignored until the window ends; then it starts afresh. As long as nobody is ignored, asking for {@link #any} costs one read.
 *
 * <p>Source addresses can be forged, so the number of remembered addresses is limited: the cache drops the ones that are
 * seen least, and a flood of forged addresses pushes itself out before it pushes out an offender who keeps sending.
 */
final class BannedAddresses {

    static final int MOST_ADDRESSES = 1 << 16;

    private static final class Offender {
        final Instant until;
        final AtomicInteger badIds = new AtomicInteger();

        Offender(Instant until) {
            this.until = until;
        }
    }

    private final int tolerated;
    private final Duration window;
    private final InstantSource clock;
    private final AtomicInteger banned = new AtomicInteger();
    private final Cache<Address, Offender> offenders;

    BannedAddresses(int tolerated, Duration window, InstantSource clock) {
        this.tolerated = tolerated;
        this.window = window;
        this.clock = clock;
        this.offenders = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(window)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run) // on the event loop, in small steps: no thread pool of a container is involved
                .removalListener((Address address, Offender offender, RemovalCause cause) -> forgotten(offender))
                .build();
    }

    /** Whether anybody is ignored now. */
    boolean any() {
        return banned.get() > 0;
    }

    /** Whether datagrams of {@code address} are to be ignored now. */
    boolean contains(Address address) {
        Offender offender = offenders.getIfPresent(address);
        return offender != null && offender.badIds.get() > tolerated;
    }

    /** Counts a bad connection id. */
    void badId(Address from) {
        Offender offender =
                offenders.get(from, address -> new Offender(clock.instant().plus(window)));
        if (offender.badIds.incrementAndGet() == tolerated + 1) {
            banned.incrementAndGet();
        }
    }

    /** Everybody who is ignored now. */
    List<Ban> all() {
        offenders.cleanUp();
        return offenders.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().badIds.get() > tolerated)
                .map(entry -> new Ban(entry.getKey(), entry.getValue().badIds.get(), entry.getValue().until))
                .toList();
    }

    /** Forgets all bad ids of {@code address}; tells whether it was ignored. */
    boolean lift(Address address) {
        Offender offender = offenders.asMap().remove(address);
        return offender != null && offender.badIds.get() > tolerated;
    }

    /** How many addresses are remembered, banned or not. */
    long remembered() {
        offenders.cleanUp();
        return offenders.estimatedSize();
    }

    private void forgotten(Offender offender) {
        if (offender.badIds.get() > tolerated) {
            banned.decrementAndGet();
        }
    }
}
