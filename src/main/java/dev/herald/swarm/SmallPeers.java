package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A view of the peers of one small swarm, which are in one block of the {@link Arena}. A shard has one view per family; it is
 * opened for a block while the shard is locked, and its {@link #state} is written back as one word. A peer is found by a scan of
 * the block: a few consecutive cache lines.
 */
final class SmallPeers extends Peers {

    /** The most peers of a small swarm and family; the counts of a block are bytes. */
    static final int MAX_PEERS = 255;

    private static final byte[] EMPTY = {};

    final Arena arena;

    /** The page of the block, which begins at {@link #start}. */
    private byte[] page = EMPTY;

    private int start;
    private int unit;
    private int sizeClass;
    private int capacity;

    SmallPeers(Family family, boolean keepsDetails) {
        super(family, keepsDetails);
        this.arena = new Arena(bytesPerPeer(family, keepsDetails));
    }

    /** Opens the block that a {@link #state} describes; 0 is an empty swarm. */
    void open(long state) {
        unit = (int) (state >>> 32);
        sizeClass = (int) (state >>> 24) & 0xff;
        downloaders = (int) (state >>> 16) & 0xff;
        partialSeeds = (int) (state >>> 8) & 0xff;
        seeders = (int) state & 0xff;
        locate();
    }

    private void locate() {
        capacity = Arena.capacity(sizeClass);
        page = sizeClass == 0 ? EMPTY : arena.page(unit);
        start = arena.offset(unit);
    }

    /** First unit and size class of the block, and the lengths of its three runs. */
    long state() {
        return ((long) unit << 32) | ((long) sizeClass << 24) | (downloaders << 16) | (partialSeeds << 8) | seeders;
    }

    /** Whether a {@link #state} has no peers. */
    static boolean isEmpty(long state) {
        return (state & 0xff_ffff) == 0;
    }

    /** Moves the block out of a page that is being evacuated; returns whether it was in one. */
    boolean evacuate() {
        if (sizeClass == 0 || !arena.isEvacuated(unit)) {
            return false;
        }
        moveTo(Arena.sizeClassFor(size()), size());
        return true;
    }

    /** Frees the block. */
    void release() {
        if (sizeClass > 0) {
            arena.free(unit, sizeClass);
        }
        open(0);
    }

    @Override
    boolean full() {
        return size() == MAX_PEERS;
    }

    @Override
    int find(long addressHigh, long addressLow, int port) {
        int peers = size();
        int at = start;
        for (int i = 0; i < peers; i++, at += peerBytes) {
            if (hasEndpointAt(page, at, addressHigh, addressLow, port)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    void reserve(long addressHigh, long addressLow, int port, int fingerprint) {
        reserve(size());
    }

    @Override
    void reserve(int position) {
        if (position == capacity) {
            moveTo(sizeClass + 1, position);
        }
    }

    @Override
    void dropLast(int peers) {
        if (peers == 0) {
            release();
        } else if (sizeClass > 2 && peers <= Arena.capacity(sizeClass - 2)) {
            moveTo(Arena.sizeClassFor(peers), peers);
        }
    }

    private void moveTo(int newSizeClass, int peers) {
        int newUnit = arena.allocate(newSizeClass);
        int oldUnit = unit;
        int oldSizeClass = sizeClass;
        int oldCapacity = capacity;
        unit = newUnit;
        sizeClass = newSizeClass;
        locate();
        if (oldSizeClass > 0) {
            copyPage(arena.page(oldUnit), arena.offset(oldUnit), oldCapacity, page, start, capacity, peers);
            arena.free(oldUnit, oldSizeClass);
        }
    }

    @Override
    int findId(int fingerprint) {
        for (int i = 0; i < size(); i++) {
            long word = word(i);
            if (fingerprint(word) == fingerprint && state(word) != SHARED) {
                return i;
            }
        }
        return -1;
    }

    @Override
    int findId(int fingerprint, AnnounceRequest request) {
        for (int i = 0; i < size(); i++) {
            if (fingerprint(word(i)) == fingerprint && hasAddress(i, request.sourceHigh(), request.sourceLow())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    byte[] page(int position) {
        return page;
    }

    @Override
    int pageOffset(int position) {
        return start;
    }

    @Override
    int capacity(int position) {
        return capacity;
    }

    @Override
    long slice(long from, IntConsumer positions) {
        for (int i = 0; i < size(); i++) {
            positions.accept(i);
        }
        return SlotIndex.END;
    }

    /**
     * The blocks of all small swarms of one shard and family, in pages of at most {@value #PAGE} units (peers), so that a change
     * of one swarm moves at most a page of others. A block has a size class of 1, 2, 3, 4, 6, 8, 12 … 256 units and is in one
     * page. Free blocks are chained by size class through their first bytes.
     *
     * <p>When a large part is free, all pages are evacuated: new blocks are allocated in other pages, the cleaner moves the rest,
     * and then the old pages are dropped.
     */
    static final class Arena {

        private static final int PAGE = 1024;
        private static final int PAGE_BITS = 10;

        /** The most units by which a page grows: more would save copies and waste memory. */
        private static final int MAX_GROWTH = 64;

        private static final int[] CAPACITIES = {0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
        private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
        private static final int NONE = -1;

        final int unitBytes;
        private final int[] freeBlocks = new int[CAPACITIES.length];

        /** Null where a page has been dropped. */
        private byte[][] pages = {};

        private boolean[] evacuated = {};

        /** The page that new blocks are allocated in, and the units of it that have been allocated. */
        private int current = NONE;

        private int end;

        /** Units of allocated blocks, and those of them in pages that are being evacuated. */
        int live;

        private int toMove;

        /** Units of all pages. */
        private int units;

        Arena(int unitBytes) {
            this.unitBytes = unitBytes;
            Arrays.fill(freeBlocks, NONE);
        }

        static int capacity(int sizeClass) {
            return CAPACITIES[sizeClass];
        }

        /** The smallest size class for that many peers. */
        static int sizeClassFor(int peers) {
            int sizeClass = 0;
            while (CAPACITIES[sizeClass] < peers) {
                sizeClass++;
            }
            return sizeClass;
        }

        /** The page of a block. Valid until the next allocation. */
        byte[] page(int unit) {
            return pages[unit >>> PAGE_BITS];
        }

        int offset(int unit) {
            return (unit & (PAGE - 1)) * unitBytes;
        }

        /** Returns the first unit of a block, whose bytes are undefined. */
        int allocate(int sizeClass) {
            int unit = freeBlocks[sizeClass];
            if (unit != NONE) {
                freeBlocks[sizeClass] = (int) INT.get(page(unit), offset(unit));
                live += CAPACITIES[sizeClass];
                return unit;
            }
            if (current == NONE || end + CAPACITIES[sizeClass] > PAGE) {
                beginPage();
            }
            int newEnd = end + CAPACITIES[sizeClass];
            if (newEnd * unitBytes > pages[current].length) {
                resize(Math.min(PAGE, newEnd + Math.min(units / 8 + 4, MAX_GROWTH)));
            }
            unit = (current << PAGE_BITS) + end;
            end = newEnd;
            live += CAPACITIES[sizeClass];
            return unit;
        }

        void free(int unit, int sizeClass) {
            live -= CAPACITIES[sizeClass];
            if (isEvacuated(unit)) {
                toMove -= CAPACITIES[sizeClass];
            } else {
                chain(unit, sizeClass);
            }
        }

        private void chain(int unit, int sizeClass) {
            INT.set(page(unit), offset(unit), freeBlocks[sizeClass]);
            freeBlocks[sizeClass] = unit;
        }

        /** Begins a new page. The rest of the current one becomes free blocks. */
        private void beginPage() {
            int page = 0;
            while (page < pages.length && pages[page] != null) {
                page++;
            }
            if (page == pages.length) {
                byte[][] more = Allocation.copy(pages, page + 1);
                evacuated = Allocation.copy(evacuated, page + 1);
                pages = more;
            }
            byte[] begun = Allocation.array(byte[]::new, 0);
            if (current != NONE) {
                int rest = pages[current].length / unitBytes - end;
                for (int sizeClass = CAPACITIES.length - 1; sizeClass > 0; sizeClass--) {
                    for (; rest >= CAPACITIES[sizeClass]; rest -= CAPACITIES[sizeClass]) {
                        chain((current << PAGE_BITS) + end, sizeClass);
                        end += CAPACITIES[sizeClass];
                    }
                }
            }
            current = page;
            pages[current] = begun;
            end = 0;
        }

        private void resize(int newUnits) {
            byte[] old = pages[current];
            byte[] resized = Allocation.array(byte[]::new, newUnits * unitBytes);
            System.arraycopy(old, 0, resized, 0, old.length);
            pages[current] = resized;
            units += newUnits - old.length / unitBytes;
        }

        /** Begins to evacuate all pages if more than a quarter of the units is free. */
        void evacuateIfSparse() {
            if (toMove == 0 && (units - live > live / 3 + 16 || (live == 0 && units > 0))) {
                Arrays.fill(freeBlocks, NONE);
                for (int page = 0; page < pages.length; page++) {
                    evacuated[page] = pages[page] != null;
                }
                current = NONE;
                toMove = live;
            }
        }

        boolean isEvacuated(int unit) {
            return evacuated[unit >>> PAGE_BITS];
        }

        /** Drops the evacuated pages when their last block has been moved. */
        void dropEvacuated() {
            if (toMove > 0) {
                return;
            }
            int last = 0;
            for (int page = 0; page < pages.length; page++) {
                if (evacuated[page]) {
                    units -= pages[page].length / unitBytes;
                    pages[page] = null;
                    evacuated[page] = false;
                }
                last = pages[page] == null ? last : page + 1;
            }
            if (last < pages.length) {
                byte[][] fewer = Allocation.copy(pages, last);
                evacuated = Allocation.copy(evacuated, last);
                pages = fewer;
            }
        }
    }
}
