package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;

/**
 * Access control in memory: keys, whitelist and deny list. A decision takes no lock and allocates nothing. A change takes effect
 * with the next decision, in O(1).
 *
 * <p>Changes are made one at a time; a change during a reload waits for its end. Decisions never wait. A reload reads everything
 * before it changes anything: if its source throws, nothing changes.
 *
 * <p>An announce that is allowed just before its torrent is forbidden may reach the swarm after that was removed. The clean-up of
 * swarms therefore checks {@link #restricts()} and {@link #torrent}, too.
 */
public final class Access {

    /** {@code validUntil} of a key that does not expire. */
    public static final long FOREVER = Long.MAX_VALUE;

    private final AccessSettings settings;
    private final KeyedHash keyedHash;
    private final Consumer<InfoHash> forbidden;
    private final LongUnaryOperator toEpochSecond;

    /** The last second of validity by the text of the key. The JDK's map searches colliding texts as a tree. */
    private volatile Map<String, Long> keys = new ConcurrentHashMap<>();

    private volatile InfoHashSet listed;
    private volatile Denylist denied;

    /**
     * Starts without keys and with empty lists.
     *
     * @param random source of the key of the hash tables
     * @param forbidden receives each torrent that may no longer be served, in the thread that makes the change
     */
    public Access(AccessSettings settings, RandomGenerator random, Consumer<InfoHash> forbidden) {
        this(settings, random, forbidden, LongUnaryOperator.identity());
    }

    /**
     * Does the same for requests with the seconds of another clock; keys expire by the wall clock.
     *
     * @param toEpochSecond converts a second of a request to seconds since 1970
     */
    public Access(
            AccessSettings settings,
            RandomGenerator random,
            Consumer<InfoHash> forbidden,
            LongUnaryOperator toEpochSecond) {
        this.settings = settings;
        this.toEpochSecond = toEpochSecond;
        this.keyedHash = new KeyedHash(random);
        this.forbidden = forbidden;
        this.listed = new InfoHashSet(keyedHash);
        this.denied = new Denylist(keyedHash);
    }

    /** The settings. */
    public AccessSettings settings() {
        return settings;
    }

    /** Decides about an announce: by its key first, then by its torrent. */
    public Decision announce(AnnounceRequest request) {
        Decision decision = key(request.key(), request.second());
        return decision == Decision.ALLOWED
                ? torrent(request.hashHigh(), request.hashMiddle(), request.hashLow())
                : decision;
    }

    /** Decides about a key at a second of the clock of requests. */
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
        Long validUntil = keys.get(key.text());
        if (validUntil == null) {
            return Decision.UNKNOWN_KEY;
        }
        return settings.checkExpiry() && validUntil < toEpochSecond.applyAsLong(second)
                ? Decision.EXPIRED_KEY
                : Decision.ALLOWED;
    }

    /** Decides about a torrent. */
    public Decision torrent(InfoHash infoHash) {
        return torrent(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Does the same for an info hash of three integers. */
    public Decision torrent(long high, long middle, int low) {
        if (denied.contains(high, middle, low)) {
            return Decision.DENIED;
        }
        return settings.listed() && !listed.contains(high, middle, low) ? Decision.UNLISTED : Decision.ALLOWED;
    }

    /** Whether any torrent may be rejected. */
    public boolean restricts() {
        return settings.listed() || denied.size() > 0;
    }

    /** The reason why a torrent is denied, for clients; empty if there is none. */
    public String denialReason(InfoHash infoHash) {
        return denied.reason(infoHash);
    }

    /** Adds or changes a key; it is valid up to and including a second since 1970, or {@link #FOREVER}. */
    public synchronized void putKey(AccessKey key, long validUntil) {
        keys.put(key.text(), validUntil);
    }

    /** Removes a key. */
    public synchronized void removeKey(AccessKey key) {
        keys.remove(key.text());
    }

    /** Replaces all keys by those that {@code source} passes to its argument, each with its {@code validUntil}. */
    public synchronized void replaceKeys(Consumer<ObjLongConsumer<AccessKey>> source) {
        Map<String, Long> loaded = new ConcurrentHashMap<>();
        source.accept((key, validUntil) -> loaded.put(key.text(), validUntil));
        keys = loaded;
    }

    /** Whether a torrent is on the whitelist, in any mode. */
    public boolean isListed(InfoHash infoHash) {
        return listed.contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Adds a torrent to the whitelist. */
    public synchronized void list(InfoHash infoHash) {
        listed.add(infoHash);
    }

    /** Removes a torrent from the whitelist. */
    public synchronized void unlist(InfoHash infoHash) {
        if (listed.remove(infoHash) && settings.listed()) {
            forbidden.accept(infoHash);
        }
    }

    /** Replaces the whitelist by what {@code source} passes to its argument. */
    public synchronized void replaceListed(Consumer<Consumer<InfoHash>> source) {
        InfoHashSet loaded = new InfoHashSet(keyedHash);
        source.accept(loaded::add);
        InfoHashSet old = listed;
        listed = loaded;
        if (settings.listed()) {
            old.forEach(infoHash -> {
                if (!loaded.contains(infoHash)) {
                    forbidden.accept(infoHash);
                }
            });
        }
    }

    /** Adds a torrent to the deny list, which applies in every mode; the reason may be empty. */
    public synchronized void deny(InfoHash infoHash, String reason) {
        denied.add(infoHash, reason);
        forbidden.accept(infoHash);
    }

    /** Removes a torrent from the deny list. */
    public synchronized void undeny(InfoHash infoHash) {
        denied.remove(infoHash);
    }

    /** Replaces the deny list by what {@code source} passes to its argument; reasons may be empty. */
    public synchronized void replaceDenied(Consumer<BiConsumer<InfoHash, String>> source) {
        Denylist loaded = new Denylist(keyedHash);
        source.accept(loaded::add);
        Denylist old = denied;
        denied = loaded;
        loaded.forEach(infoHash -> {
            if (!old.contains(infoHash)) {
                forbidden.accept(infoHash);
            }
        });
    }

    /** The number of keys, including expired ones. */
    public int keys() {
        return keys.size();
    }

    /** The size of the whitelist. */
    public int listed() {
        return listed.size();
    }

    /** The size of the deny list. */
    public int denied() {
        return denied.size();
    }
}
