package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import java.util.function.IntConsumer;

/**
 * A view of the peers of a small swarm, which live in one block of the {@link PeerArena}. There is one view a shard and
 * family; it is pointed at a block, used while the shard is locked, and its state is written back as one word.
 *
 * <p>Peers are found by looking at all of them: a few cache lines, one after the other.
 */
final class SmallPeers extends Peers {

    /** The most peers that a small swarm has; the counts of a block are bytes. */
    static final int MOST = 255;

    private static final byte[] NOTHING = {};

    private final PeerArena arena;

    /** The page of the block, which begins there at {@link #start}. */
    private byte[] page = NOTHING;

    private int start;
    private int unit;
    private int size;
    private int capacity;

    SmallPeers(PeerArena arena) {
        super(arena.family, arena.keepsDetails());
        this.arena = arena;
    }

    PeerArena arena() {
        return arena;
    }

    /** Points the view at the block that {@link #state} described. */
    void open(long state) {
        unit = (int) (state >>> 32);
        size = (int) (state >>> 24) & 0xff;
        downloaders = (int) (state >>> 16) & 0xff;
        partials = (int) (state >>> 8) & 0xff;
        seeders = (int) state & 0xff;
        capacity = PeerArena.capacity(size);
        show();
    }

    private void show() {
        page = size == 0 ? NOTHING : arena.bytes(unit);
        start = arena.offset(unit);
    }

    /** Looks at a block, without pointing the view at it. */
    long glance(long state) {
        int size = (int) (state >>> 24) & 0xff;
        if (size == 0) {
            return 0;
        }
        int unit = (int) (state >>> 32);
        byte[] bytes = arena.bytes(unit);
        int at = arena.offset(unit);
        int words = at + PeerArena.capacity(size) * peerBytes;
        return (long) bytes[at] + bytes[words] + bytes[words + PeerArena.capacity(size) * Long.BYTES - 1];
    }

    /** Where the block is, how large, and how long its three runs are. */
    long state() {
        return ((long) unit << 32) | ((long) size << 24) | (downloaders << 16) | (partials << 8) | seeders;
    }

    /** Whether a state says that there is no peer. */
    static boolean isEmpty(long state) {
        return (state & 0xff_ffff) == 0;
    }

    /** Moves the block if it lies where nobody shall be any longer; tells whether it did. */
    boolean moveOut() {
        if (size == 0 || !arena.isLeft(unit)) {
            return false;
        }
        moveTo(PeerArena.sizeFor(size()), size());
        return true;
    }

    /** Gives the block back. */
    void release() {
        if (size > 0) {
            arena.free(unit, size);
        }
        open(0);
    }

    @Override
    boolean full() {
        return size() == MOST;
    }

    @Override
    int find(long addressHigh, long addressLow, int port) {
        int peers = size();
        int at = start;
        for (int i = 0; i < peers; i++, at += peerBytes) {
            if (CompactPeers.isAt(page, at, family, addressHigh, addressLow)
                    && CompactPeers.port(page, at, family) == port) {
                return i;
            }
        }
        return -1;
    }

    @Override
    void reserve(long addressHigh, long addressLow, int port, int fingerprint) {
        makeRoom(size());
    }

    private void makeRoom(int position) {
        if (position == capacity) {
            moveTo(size + 1, position);
        }
    }

    @Override
    void append(int position, long addressHigh, long addressLow, int port, long word) {
        makeRoom(position);
        CompactPeers.write(page, wireAt(position), family, addressHigh, addressLow, port);
        word(position, word);
    }

    @Override
    void exchange(int position, int other) {
        if (position != other) {
            exchangeBytes(position, other);
        }
    }

    /** The bytes stay behind the last peer, where nobody reads them. */
    @Override
    void drop(int peers) {
        if (peers == 0) {
            release();
        } else if (size > 2 && peers <= PeerArena.capacity(size - 2)) {
            moveTo(PeerArena.sizeFor(peers), peers);
        }
    }

    private void moveTo(int newSize, int peers) {
        int newUnit = arena.allocate(newSize);
        int oldUnit = unit;
        int oldSize = size;
        int oldCapacity = capacity;
        unit = newUnit;
        size = newSize;
        capacity = PeerArena.capacity(newSize);
        if (oldSize > 0) {
            byte[] old = arena.bytes(oldUnit);
            show();
            PeerPage.copy(family, keepsDetails, old, arena.offset(oldUnit), oldCapacity, page, start, capacity, peers);
            arena.free(oldUnit, oldSize);
        } else {
            show();
        }
    }

    @Override
    int findId(int fingerprint) {
        for (int i = 0; i < size(); i++) {
            long word = word(i);
            if (PeerWord.fingerprint(word) == fingerprint && PeerWord.state(word) != PeerWord.SHARED) {
                return i;
            }
        }
        return -1;
    }

    @Override
    int findId(int fingerprint, AnnounceRequest request) {
        for (int i = 0; i < size(); i++) {
            if (PeerWord.fingerprint(word(i)) == fingerprint && isAtSource(i, request)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    void share(int position) {
        word(position, PeerWord.inState(word(position), PeerWord.SHARED));
    }

    @Override
    byte[] page(int position) {
        return page;
    }

    @Override
    int pageAt(int position) {
        return start;
    }

    @Override
    int capacity(int position) {
        return capacity;
    }

    @Override
    int inPage(int position) {
        return position;
    }

    @Override
    int contiguous(int position, int count) {
        return count;
    }

    @Override
    long slice(long from, IntConsumer positions) {
        for (int i = 0; i < size(); i++) {
            positions.accept(i);
        }
        return SlotIndex.END;
    }

    @Override
    long heldBytes() {
        return 0;
    }
}
