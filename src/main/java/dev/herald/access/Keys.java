package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when which key is valid. Every announce of a private tracker asks it, and waits for nobody.
 *
 * <p>A key takes 136 bytes with its text. Clients choose what is looked up and not what is there, and texts with one hash are
 * searched as a tree, so there is no need of a secret.
 */
final class Keys {

    /** The answer for a key that nobody has. */
    static final long NOBODYS = Long.MIN_VALUE;

    private final Map<String, Long> times = new ConcurrentHashMap<>();

    /** How many there are. */
    int size() {
        return times.size();
    }

    /** The last second since 1970 in which {@code key} is valid, or {@link #NOBODYS}. */
    long validUntil(AccessKey key) {
        Long validUntil = times.get(key.text());
        return validUntil == null ? NOBODYS : validUntil;
    }

    /** Makes a key valid until that second. */
    void put(AccessKey key, long validUntil) {
        times.put(key.text(), Math.max(validUntil, NOBODYS + 1));
    }

    /** Takes a key away. */
    void remove(AccessKey key) {
        times.remove(key.text());
    }
}
