package dev.herald.access;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.KeyedHash;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;

/**
 * Who may announce what, decided from memory alone. A decision takes no lock and allocates nothing. A change is seen by the
 * next decision and costs the same whatever the number of keys and torrents.
 *
 * <p>Changes are made one after the other, and one that comes during a reload waits for its end; decisions never wait. A
 * reload reads everything before it changes anything: if its source fails, all stays as it was.
 *
 * <p>An announce that was allowed a moment before its torrent was forbidden may come to the swarm after that swarm was
 * dropped. So whoever cleans the swarms asks {@link #restricts()} and {@link #torrent}, too.
 */
public final class Access {

    /** The {@code validUntil} of a key that does not expire. */
    public static final long FOREVER = Long.MAX_VALUE;

    private final AccessSettings settings;
    private final KeyedHash secret;
    private final Consumer<InfoHash> forbidden;
    private final LongUnaryOperator wall;

    private volatile Keys keys = new Keys();
    private volatile InfoHashSet listed;
    private volatile Denials denied;

    /**
     * Nobody has a key, and nothing is listed or denied.
     *
     * @param random where the secret of this process comes from
     * @param forbidden is told each torrent that may no longer be served, by the thread that made the change
     */
    public Access(AccessSettings settings, RandomGenerator random, Consumer<InfoHash> forbidden) {
        this(settings, random, forbidden, LongUnaryOperator.identity());
    }

    /**
     * The same where requests carry the second of a clock that is not the wall clock, by which keys end.
     *
     * @param wall what the wall clock calls a second of requests, in seconds since 1970
     */
    public Access(
            AccessSettings settings, RandomGenerator random, Consumer<InfoHash> forbidden, LongUnaryOperator wall) {
        this.settings = settings;
        this.wall = wall;
        this.secret = new KeyedHash(random);
        this.forbidden = forbidden;
        this.listed = new InfoHashSet(secret);
        this.denied = new Denials(secret);
    }

    /** The settings it decides by. */
    public AccessSettings settings() {
        return settings;
    }

    /** Whether an announce is served: the key is judged first, then the torrent. */
    public Decision announce(AnnounceRequest request) {
        Decision decision = key(request.key(), request.second());
        return decision == Decision.ALLOWED
                ? torrent(request.hashHigh(), request.hashMiddle(), request.hashLow())
                : decision;
    }

    /** Whether {@code key} opens the tracker at {@code second} of the clock of requests. */
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
        long validUntil = keys.validUntil(key);
        if (validUntil == Keys.NOBODYS) {
            return Decision.UNKNOWN_KEY;
        }
        return settings.checkExpiry() && validUntil < wall.applyAsLong(second)
                ? Decision.EXPIRED_KEY
                : Decision.ALLOWED;
    }

    /** Whether a torrent is served. */
    public Decision torrent(InfoHash infoHash) {
        return torrent(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** The same for an info hash that is kept as three numbers. */
    public Decision torrent(long high, long middle, int low) {
        if (denied.contains(high, middle, low)) {
            return Decision.DENIED;
        }
        return settings.listed() && !listed.contains(high, middle, low) ? Decision.UNLISTED : Decision.ALLOWED;
    }

    /** Whether there can be a torrent that is not served. */
    public boolean restricts() {
        return settings.listed() || denied.size() > 0;
    }

    /** Why a torrent is denied, as clients may be told; empty if nothing was said. */
    public String denialReason(InfoHash infoHash) {
        return denied.reason(infoHash);
    }

    /** Makes a key valid until a second since 1970, inclusive, or {@link #FOREVER}. */
    public synchronized void putKey(AccessKey key, long validUntil) {
        keys.put(key, validUntil);
    }

    /** Takes a key away. */
    public synchronized void removeKey(AccessKey key) {
        keys.remove(key);
    }

    /** Replaces all keys by those that {@code source} gives, each with the second until which it is valid. */
    public synchronized void replaceKeys(Consumer<ObjLongConsumer<AccessKey>> source) {
        Keys read = new Keys();
        source.accept(read::put);
        keys = read;
    }

    /** Whether a torrent is listed, in any mode. */
    public boolean isListed(InfoHash infoHash) {
        return listed.contains(infoHash.high(), infoHash.middle(), infoHash.low());
    }

    /** Lists a torrent. */
    public synchronized void list(InfoHash infoHash) {
        listed.add(infoHash);
    }

    /** Takes a torrent off the list. */
    public synchronized void unlist(InfoHash infoHash) {
        if (listed.remove(infoHash) && settings.listed()) {
            forbidden.accept(infoHash);
        }
    }

    /** Replaces the list by what {@code source} gives. */
    public synchronized void replaceListed(Consumer<Consumer<InfoHash>> source) {
        InfoHashSet read = new InfoHashSet(secret);
        source.accept(read::add);
        InfoHashSet old = listed;
        listed = read;
        if (settings.listed()) {
            old.forEach(infoHash -> {
                if (!read.contains(infoHash)) {
                    forbidden.accept(infoHash);
                }
            });
        }
    }

    /** Denies a torrent in every mode, with a reason that may be empty. */
    public synchronized void deny(InfoHash infoHash, String reason) {
        denied.add(infoHash, reason);
        forbidden.accept(infoHash);
    }

    /** Denies a torrent no longer. */
    public synchronized void undeny(InfoHash infoHash) {
        denied.remove(infoHash);
    }

    /** Replaces the deny list by what {@code source} gives, each torrent with a reason that may be empty. */
    public synchronized void replaceDenied(Consumer<BiConsumer<InfoHash, String>> source) {
        Denials read = new Denials(secret);
        source.accept(read::add);
        Denials old = denied;
        denied = read;
        read.forEach(infoHash -> {
            if (!old.contains(infoHash)) {
                forbidden.accept(infoHash);
            }
        });
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
