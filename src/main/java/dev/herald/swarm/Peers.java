package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * The peers of one swarm and one address family: a dense list in three runs, so that an answer is a slice of one or two of them.
 *
 * <pre>
 *   | downloaders | partial seeds | seeders |
 *                 `- uploaders: peers that need no more data
 * </pre>
 *
 * <p>A peer enters or leaves a run by an exchange with the peer at the border, so at most three peers move.
 *
 * <p>A page of the list is one array: all compact entries (address and port in network order, 6 bytes in BEP 23, 18 in BEP 7),
 * then one word per peer, then {@value #DETAIL_BYTES} bytes of details per peer if they are kept. It is one array because each
 * array that an announce touches costs the cache line of its header. Answers never read the details unless the client asks for
 * peer ids.
 *
 * <pre>
 *   63            32 31                      3 2     1     0
 *   +---------------+------------------------+-------+---------+
 *   |  fingerprint  |  last seen, seconds    | state | counted |     word
 *   +---------------+------------------------+-------+---------+
 *
 *   peer id (20), event (1), padding (3), uploaded (8), downloaded (8), left (8)     details
 * </pre>
 *
 * <p>The time has 29 bits and wraps after 17 years. Only differences are used.
 */
abstract class Peers {

    /** Group: incomplete, needs data. */
    static final int DOWNLOADERS = 0;

    /** Group: incomplete, needs no more data (BEP 21). */
    static final int PARTIAL_SEEDS = 1;

    /** Group: complete. */
    static final int SEEDERS = 2;

    /** Flag: the download of this peer has been counted and is not counted again. */
    static final int COUNTED = 1;

    /** State: no other peer of the swarm has this peer id. */
    static final int UNPAIRED = 0;

    /** State: one peer of the other family has this peer id and is the {@link #DUPLICATE}. */
    static final int RECENT = 2;

    /** State: the same client as the {@link #RECENT} peer of the other family, which announced later and is counted. */
    static final int DUPLICATE = 4;

    /** State: several peers of one family have, or had, this peer id; see {@link SharedPeerIds}. */
    static final int SHARED = 6;

    static final int DETAIL_BYTES = 48;

    private static final int STATE = 6;
    private static final long LAST_SEEN = 0xffff_fff8L;
    private static final int EVENT = PeerId.BYTES;
    private static final int UPLOADED = 24;
    private static final int DOWNLOADED = 32;
    private static final int LEFT = 40;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    final Family family;
    final boolean keepsDetails;
    final int peerBytes;
    int downloaders;
    int partialSeeds;
    int seeders;

    Peers(Family family, boolean keepsDetails) {
        this.family = family;
        this.keepsDetails = keepsDetails;
        this.peerBytes = family.peerBytes();
    }

    /** The word of a peer without a state. */
    static long word(int fingerprint, int second) {
        return ((long) fingerprint << 32) | lastSeen(second);
    }

    static int fingerprint(long word) {
        return (int) (word >>> 32);
    }

    static int state(long word) {
        return (int) word & STATE;
    }

    static long withState(long word, int state) {
        return (word & ~(long) STATE) | state;
    }

    static boolean counted(long word) {
        return (word & COUNTED) != 0;
    }

    static long withLastSeen(long word, int second) {
        return (word & ~LAST_SEEN) | lastSeen(second);
    }

    private static long lastSeen(int second) {
        return ((long) second << 3) & LAST_SEEN;
    }

    /** Seconds since the last announce; negative if the clock went back. */
    static int age(long word, int now) {
        return ((now - (int) (word >>> 3)) << 3) >> 3;
    }

    static long wordAt(byte[] page, int offset) {
        return (long) LONG.get(page, offset);
    }

    static int bytesPerPeer(Family family, boolean details) {
        return family.peerBytes() + Long.BYTES + (details ? DETAIL_BYTES : 0);
    }

    final int size() {
        return downloaders + partialSeeds + seeders;
    }

    final int count(int group) {
        return group == DOWNLOADERS ? downloaders : group == PARTIAL_SEEDS ? partialSeeds : seeders;
    }

    final int group(int position) {
        return position < downloaders ? DOWNLOADERS : position < downloaders + partialSeeds ? PARTIAL_SEEDS : SEEDERS;
    }

    /** Adds a peer and returns its position. The caller has {@linkplain #reserve reserved} the memory. */
    final int add(int group, long addressHigh, long addressLow, int port, long word) {
        int position = size();
        append(position, addressHigh, addressLow, port, word);
        seeders++;
        return regroup(position, group);
    }

    /** Removes a peer. If the allocation that would return memory fails, the peer is removed all the same. */
    final void remove(int position) {
        int at = regroup(position, SEEDERS);
        exchange(at, size() - 1);
        seeders--;
        dropLast(size());
    }

    /** Moves a peer to another run and returns its new position. */
    final int regroup(int position, int target) {
        int at = position;
        int group = group(at);
        while (group > target) {
            int border = group == SEEDERS ? downloaders + partialSeeds : downloaders;
            exchange(at, border);
            at = border;
            moveBorder(group, --group);
        }
        while (group < target) {
            int border = group == DOWNLOADERS ? downloaders - 1 : downloaders + partialSeeds - 1;
            exchange(at, border);
            at = border;
            moveBorder(group, ++group);
        }
        return at;
    }

    private void moveBorder(int from, int to) {
        downloaders += (to == DOWNLOADERS ? 1 : 0) - (from == DOWNLOADERS ? 1 : 0);
        partialSeeds += (to == PARTIAL_SEEDS ? 1 : 0) - (from == PARTIAL_SEEDS ? 1 : 0);
        seeders += (to == SEEDERS ? 1 : 0) - (from == SEEDERS ? 1 : 0);
    }

    /** Copies all peers of the other kind of list into this one, which is empty. */
    final void copyFrom(Peers other) {
        for (int i = 0; i < other.size(); i++) {
            append(i, other.addressHigh(i), other.addressLow(i), other.port(i), other.word(i));
            if (keepsDetails) {
                System.arraycopy(other.page(i), other.detailOffset(i), page(i), detailOffset(i), DETAIL_BYTES);
            }
        }
        downloaders = other.downloaders;
        partialSeeds = other.partialSeeds;
        seeders = other.seeders;
    }

    /** Copies {@code peers} peers from the begin of one page to that of another, whose capacity differs. */
    final void copyPage(byte[] source, int from, int capacity, byte[] target, int to, int newCapacity, int peers) {
        int beforeDetails = peerBytes + Long.BYTES;
        System.arraycopy(source, from, target, to, peers * peerBytes);
        System.arraycopy(source, from + capacity * peerBytes, target, to + newCapacity * peerBytes, peers * Long.BYTES);
        if (keepsDetails) {
            int fromDetails = from + capacity * beforeDetails;
            System.arraycopy(source, fromDetails, target, to + newCapacity * beforeDetails, peers * DETAIL_BYTES);
        }
    }

    final void writeEntry(int position, long addressHigh, long addressLow, int port) {
        byte[] page = page(position);
        int at = entryOffset(position);
        if (family == Family.IPV4) {
            INT.set(page, at, (int) addressLow);
        } else {
            LONG.set(page, at, addressHigh);
            LONG.set(page, at + 8, addressLow);
        }
        SHORT.set(page, at + family.addressBytes(), (short) port);
    }

    /** Bytes 0 to 7 of the address in its 16-byte form. */
    final long addressHigh(int position) {
        return family == Family.IPV4 ? 0 : (long) LONG.get(page(position), entryOffset(position));
    }

    /** Bytes 8 to 15 of the address in its 16-byte form. */
    final long addressLow(int position) {
        byte[] page = page(position);
        int at = entryOffset(position);
        return family == Family.IPV4 ? Address.mapped((int) INT.get(page, at)) : (long) LONG.get(page, at + 8);
    }

    final int port(int position) {
        return portAt(page(position), entryOffset(position));
    }

    private int portAt(byte[] page, int offset) {
        return (short) SHORT.get(page, offset + family.addressBytes()) & 0xffff;
    }

    final boolean hasAddress(int position, long addressHigh, long addressLow) {
        return hasAddressAt(page(position), entryOffset(position), addressHigh, addressLow);
    }

    private boolean hasAddressAt(byte[] page, int offset, long addressHigh, long addressLow) {
        return family == Family.IPV4
                ? (int) INT.get(page, offset) == (int) addressLow
                : (long) LONG.get(page, offset + 8) == addressLow && (long) LONG.get(page, offset) == addressHigh;
    }

    final boolean hasEndpointAt(byte[] page, int offset, long addressHigh, long addressLow, int port) {
        return hasAddressAt(page, offset, addressHigh, addressLow) && portAt(page, offset) == port;
    }

    final long endpointHash(int position, KeyedHasher hasher) {
        return hasher.endpointHash(addressHigh(position), addressLow(position), port(position));
    }

    final long word(int position) {
        return wordAt(page(position), wordOffset(position));
    }

    /** Changes the word of a peer, but not its fingerprint; for the state {@link #SHARED} see {@link #markShared}. */
    final void word(int position, long word) {
        LONG.set(page(position), wordOffset(position), word);
    }

    /** Stores the details of the last announce, if details are kept. */
    final void writeDetails(int position, AnnounceRequest request) {
        if (!keepsDetails) {
            return;
        }
        byte[] page = page(position);
        int at = detailOffset(position);
        LONG.set(page, at, request.idHigh());
        LONG.set(page, at + 8, request.idMiddle());
        INT.set(page, at + 16, request.idLow());
        page[at + EVENT] = (byte) request.event().ordinal();
        LONG.set(page, at + UPLOADED, request.uploaded());
        LONG.set(page, at + DOWNLOADED, request.downloaded());
        LONG.set(page, at + LEFT, request.left());
    }

    /** Bytes 0 to 7 of the peer id, if details are kept. */
    final long idHigh(int position) {
        return (long) LONG.get(page(position), detailOffset(position));
    }

    final SwarmPeer.Details details(int position) {
        byte[] page = page(position);
        int at = detailOffset(position);
        return new SwarmPeer.Details(
                PeerId.of(page, at),
                (long) LONG.get(page, at + UPLOADED),
                (long) LONG.get(page, at + DOWNLOADED),
                (long) LONG.get(page, at + LEFT),
                AnnounceEvent.ofNumber(page[at + EVENT]));
    }

    final int entryOffset(int position) {
        return pageOffset(position) + indexInPage(position) * peerBytes;
    }

    final int wordOffset(int position) {
        return pageOffset(position) + capacity(position) * peerBytes + indexInPage(position) * Long.BYTES;
    }

    final int detailOffset(int position) {
        return pageOffset(position)
                + capacity(position) * (peerBytes + Long.BYTES)
                + indexInPage(position) * DETAIL_BYTES;
    }

    private static void exchange(byte[] one, int at, byte[] other, int otherAt, int length) {
        for (int i = 0; i < length; i++) {
            byte kept = one[at + i];
            one[at + i] = other[otherAt + i];
            other[otherAt + i] = kept;
        }
    }

    /** Whether the list cannot take another peer. */
    abstract boolean full();

    /** The position of the peer at this endpoint, or -1. */
    abstract int find(long addressHigh, long addressLow, int port);

    /** The position of the peer with this fingerprint that is not {@link #SHARED}, or -1. */
    abstract int findId(int fingerprint);

    /** A peer with this fingerprint and the requester's address, or -1. A large list does not find {@link #SHARED} peers. */
    abstract int findId(int fingerprint, AnnounceRequest request);

    /** Allocates what the next {@link #add} needs. */
    abstract void reserve(long addressHigh, long addressLow, int port, int fingerprint);

    /** Writes a peer at {@code position}, which is behind the last one. */
    void append(int position, long addressHigh, long addressLow, int port, long word) {
        reserve(position);
        writeEntry(position, addressHigh, addressLow, port);
        word(position, word);
    }

    /** Allocates the memory of a peer at {@code position}, which is behind the last one. */
    abstract void reserve(int position);

    /** Exchanges two peers. */
    void exchange(int position, int other) {
        if (position == other) {
            return;
        }
        byte[] page = page(position);
        byte[] otherPage = page(other);
        exchange(page, entryOffset(position), otherPage, entryOffset(other), peerBytes);
        exchange(page, wordOffset(position), otherPage, wordOffset(other), Long.BYTES);
        if (keepsDetails) {
            exchange(page, detailOffset(position), otherPage, detailOffset(other), DETAIL_BYTES);
        }
    }

    /** Drops the peer at {@code position}, which is behind the last one, and returns unused memory. */
    abstract void dropLast(int position);

    /** Sets the state {@link #SHARED}. */
    void markShared(int position) {
        word(position, withState(word(position), SHARED));
    }

    /** The array of the page that holds the peer. */
    abstract byte[] page(int position);

    /** The begin of the page in its array. */
    int pageOffset(int position) {
        return 0;
    }

    /** Peers that the page can hold. */
    abstract int capacity(int position);

    int indexInPage(int position) {
        return position;
    }

    /** How many of the next {@code count} peers are in the same page. */
    int contiguous(int position, int count) {
        return count;
    }

    /** Passes on the positions of the slice at endpoint hash {@code from} and returns its end; see {@link SlotIndex#sliceEnd}. */
    abstract long slice(long from, IntConsumer positions);
}
