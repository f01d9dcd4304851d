package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys and when they expire. Every announce of a private tracker reads it, without a lock.
 *
 * <p>A key takes 136 bytes with its text. Clients choose which keys are looked up but not which are stored, and the map searches
 * colliding texts as a tree, so no secret is needed.
 */
final class Keys {

    /** {@code validUntil} of an unknown key. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private final Map<String, Long> times = new ConcurrentHashMap<>();

    /** The number of keys. */
    int size() {
        return times.size();
    }

    /** The last second since 1970 at which {@code key} is valid, or {@link #UNKNOWN}. */
    long validUntil(AccessKey key) {
        Long validUntil = times.get(key.text());
        return validUntil == null ? UNKNOWN : validUntil;
    }

    void put(AccessKey key, long validUntil) {
        times.put(key.text(), Math.max(validUntil, UNKNOWN + 1));
    }

    void remove(AccessKey key) {
        times.remove(key.text());
    }
}
