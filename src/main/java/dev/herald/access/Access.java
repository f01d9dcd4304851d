package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.InfoHash;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Who may announce what, decided from memory alone. A change is seen by the next decision, costs the same whatever the number
 * of keys and torrents, and never makes a decision wait.
 */
public final class Access {

    /** The {@code validUntil} of a key that does not expire. */
    public static final long FOREVER = Long.MAX_VALUE;

    private final AccessSettings settings;
    private final Consumer<InfoHash> forbidden;
    private final Map<AccessKey, Long> keys = new ConcurrentHashMap<>();
    private final Set<InfoHash> listed = ConcurrentHashMap.newKeySet();
    private final Map<InfoHash, String> denied = new ConcurrentHashMap<>();

    /**
     * Nobody has a key, and nothing is listed or denied.
     *
     * @param random where the secret of this process comes from
     * @param forbidden is told each torrent that may no longer be served, by the thread that made the change
     */
    @SuppressWarnings("unused")
    public Access(AccessSettings settings, RandomGenerator random, Consumer<InfoHash> forbidden) {
        this.settings = settings;
        this.forbidden = forbidden;
    }

    /** The settings it decides by. */
    public AccessSettings settings() {
        return settings;
    }

    /** Whether an announce with {@code key} for {@code infoHash} is served: the key is judged first, then the torrent. */
    public Decision announce(AccessKey key, InfoHash infoHash, long second) {
        Decision decision = key(key, second);
        return decision == Decision.ALLOWED ? torrent(infoHash) : decision;
    }

    /** Whether {@code key} opens the tracker at {@code second}, in seconds since 1970. */
    public Decision key(AccessKey key, long second) {
        if (!settings.isPrivate()) {
            return Decision.ALLOWED;
        }
        if (key.equals(AccessKey.NONE)) {
            return Decision.MISSING_KEY;
        }
        if (key.equals(AccessKey.MALFORMED)) {
            return Decision.MALFORMED_KEY;
        }
        Long validUntil = keys.get(key);
        if (validUntil == null) {
            return Decision.UNKNOWN_KEY;
        }
        return settings.checkExpiry() && validUntil < second ? Decision.EXPIRED_KEY : Decision.ALLOWED;
    }

    /** Whether a torrent is served. */
    public Decision torrent(InfoHash infoHash) {
        if (denied.containsKey(infoHash)) {
            return Decision.DENIED;
        }
        return settings.listed() && !listed.contains(infoHash) ? Decision.UNLISTED : Decision.ALLOWED;
    }

    /** Why a torrent is denied, as clients may be told; empty if nothing was said. */
    public String denialReason(InfoHash infoHash) {
        return denied.getOrDefault(infoHash, "");
    }

    /** Makes a key valid until a second since 1970, inclusive, or {@link #FOREVER}. */
    public void putKey(AccessKey key, long validUntil) {
        keys.put(key, validUntil);
    }

    /** Takes a key away. */
    public void removeKey(AccessKey key) {
        keys.remove(key);
    }

    /** Lists a torrent. */
    public void list(InfoHash infoHash) {
        listed.add(infoHash);
    }

    /** Takes a torrent off the list. */
    public void unlist(InfoHash infoHash) {
        if (listed.remove(infoHash) && settings.listed()) {
            forbidden.accept(infoHash);
        }
    }

    /** Denies a torrent in every mode, with a reason that may be empty. */
    public void deny(InfoHash infoHash, String reason) {
        denied.put(infoHash, reason);
        forbidden.accept(infoHash);
    }

    /** Denies a torrent no longer. */
    public void undeny(InfoHash infoHash) {
        denied.remove(infoHash);
    }

    /** How many keys there are, expired ones included. */
    public int keys() {
        return keys.size();
    }

    /** How many torrents are listed. */
    public int listed() {
        return listed.size();
    }

    /** How many torrents are denied. */
    public int denied() {
        return denied.size();
    }
}
