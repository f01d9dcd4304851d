package dev.herald.metrics;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The latest rejections in detail: a ring of {@value #CAPACITY}. All of them are written for ten minutes after somebody has {@linkplain #asked
 * asked}, else a sample. Contains no address, only its network.
 *
 * <p>Writers allocate nothing and never wait: each takes the next slot and marks it as incomplete while it writes. If a writer is so slow that
 * another one needs its slot, the other rejection is not written. Readers skip slots that change while they are read.
 */
public final class RejectionLog {

    /** The number of rejections that are kept. */
    public static final int CAPACITY = 1000;

    /** While nobody asks, one of this many is written; also the first of each reason. A power of two. */
    static final int SAMPLE = 64;

    /** For how long all are written after somebody has asked. */
    static final Duration FULL = Duration.ofMinutes(10);

    private static final int IPV4_NETWORK_BITS = 24;
    private static final int IPV6_NETWORK_BITS = 48;

    /** Words of a slot: its state, then what it contains. */
    private static final int SLOT = 8;

    private static final int STATE = 0;
    private static final int MILLIS = 1;

    /** Ordinals of frontend, reason and flags. */
    private static final int KIND = 2;

    private static final int HASH_HIGH = 3;
    private static final int HASH_MIDDLE = 4;
    private static final int HASH_LOW = 5;
    private static final int PEER_ID = 6;

    /** The first 8 bytes of the network for IPv6, which are enough for its prefix; the address for IPv4. */
    private static final int NETWORK = 7;

    private static final int HAS_HASH = 1;
    private static final int IS_IPV6 = 2;

    private static final List<Frontend> FRONTENDS = List.of(Frontend.values());
    private static final List<Reason> REASONS = List.of(Reason.values());

    private final AtomicLongArray words = new AtomicLongArray(CAPACITY * SLOT);
    private final AtomicLong next = new AtomicLong();
    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private volatile boolean full;
    private volatile long askedNanos;

    /**
     * One rejection.
     *
     * @param millis the time in milliseconds since 1970
     * @param infoHash the torrent; empty if the request named none
     * @param client name and version of the client by its peer id, such as {@code qBittorrent 4.6.0}; empty if it is unknown
     * @param network the /24 (IPv4) or /48 (IPv6) of the client
     */
    public record Entry(
            long millis,
            Frontend frontend,
            Reason reason,
            Optional<InfoHash> infoHash,
            Optional<String> client,
            Network network) {

        /** Returns the address family of the client. */
        public Family family() {
            return network.base().family();
        }
    }

    RejectionLog(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
    }

    /** Reports that somebody looks at the rejections: from now on all are written, for ten minutes. */
    public void asked() {
        askedNanos = nanoTime.getAsLong();
        full = true;
    }

    /** Returns whether only a sample is written now. */
    public boolean isSampled() {
        if (full && nanoTime.getAsLong() - askedNanos >= FULL.toNanos()) {
            full = false;
        }
        return !full;
    }

    /** Writes a rejection without a torrent if it is the turn of its counter. */
    void add(long count, Frontend frontend, Reason reason, long addressHigh, long addressLow) {
        if (writes(count)) {
            write(frontend, reason, 0, 0, 0, 0, 0, addressHigh, addressLow);
        }
    }

    /**
     * Writes the rejection of an announce if it is the turn of its counter.
     *
     * @param count how many were counted with this reason before
     * @param peerId bytes 0 to 7 of the peer id
     */
    void add(
            long count,
            Frontend frontend,
            Reason reason,
            long hashHigh,
            long hashMiddle,
            int hashLow,
            long peerId,
            long addressHigh,
            long addressLow) {
        if (writes(count)) {
            write(frontend, reason, HAS_HASH, hashHigh, hashMiddle, hashLow, peerId, addressHigh, addressLow);
        }
    }

    private boolean writes(long count) {
        return (full && !isSampled()) || (count & (SAMPLE - 1)) == 0;
    }

    private void write(
            Frontend frontend,
            Reason reason,
            int flags,
            long hashHigh,
            long hashMiddle,
            int hashLow,
            long peerId,
            long addressHigh,
            long addressLow) {
        long number = next.getAndIncrement();
        int slot = slot(number);
        long state = words.get(slot + STATE);
        if (isIncomplete(state)
                || state > incomplete(number)
                || !words.compareAndSet(slot + STATE, state, incomplete(number))) {
            return;
        }
        boolean ipv6 = Address.family(addressHigh, addressLow) == Family.IPV6;
        words.setRelease(slot + MILLIS, wallMillis.getAsLong());
        words.setRelease(slot + KIND, kind(frontend, reason, ipv6 ? flags | IS_IPV6 : flags));
        words.setRelease(slot + HASH_HIGH, hashHigh);
        words.setRelease(slot + HASH_MIDDLE, hashMiddle);
        words.setRelease(slot + HASH_LOW, hashLow);
        words.setRelease(slot + PEER_ID, peerId);
        words.setRelease(
                slot + NETWORK, ipv6 ? addressHigh & -1L << (64 - IPV6_NETWORK_BITS) : addressLow & 0xffff_ff00L);
        words.setRelease(slot + STATE, complete(number));
    }

    /** Returns the complete entries, the latest first. */
    public List<Entry> latest() {
        long end = next.get();
        List<Entry> entries = new ArrayList<>();
        for (long number = end - 1; number >= Math.max(0, end - CAPACITY); number--) {
            read(number).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<Entry> read(long number) {
        int slot = slot(number);
        long[] copy = new long[SLOT];
        for (int word = 0; word < SLOT; word++) {
            copy[word] = words.getAcquire(slot + word);
        }
        boolean unchanged = copy[STATE] == complete(number) && words.get(slot + STATE) == complete(number);
        return unchanged ? Optional.of(entry(copy)) : Optional.empty();
    }

    private static Entry entry(long[] words) {
        int flags = (int) words[KIND] & 0xff;
        boolean ipv6 = (flags & IS_IPV6) != 0;
        boolean hasHash = (flags & HAS_HASH) != 0;
        return new Entry(
                words[MILLIS],
                FRONTENDS.get((int) (words[KIND] >>> 16)),
                REASONS.get((int) (words[KIND] >>> 8) & 0xff),
                hasHash
                        ? Optional.of(new InfoHash(words[HASH_HIGH], words[HASH_MIDDLE], (int) words[HASH_LOW]))
                        : Optional.empty(),
                ClientName.withVersion(words[PEER_ID]),
                ipv6
                        ? new Network(new Address(words[NETWORK], 0), IPV6_NETWORK_BITS)
                        : new Network(Address.ofIpv4((int) words[NETWORK]), IPV4_NETWORK_BITS));
    }

    private static long kind(Frontend frontend, Reason reason, int flags) {
        return (long) frontend.ordinal() << 16 | reason.ordinal() << 8 | flags;
    }

    private static int slot(long number) {
        return (int) (number % CAPACITY) * SLOT;
    }

    /** An even state; 0 is that of an empty slot. */
    private static long complete(long number) {
        return 2 * number + 2;
    }

    private static long incomplete(long number) {
        return 2 * number + 1;
    }

    private static boolean isIncomplete(long state) {
        return (state & 1) != 0;
    }
}
