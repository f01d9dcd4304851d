package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The peers of all small swarms of one shard and one family, in pages of {@value #PAGE} at most, so that nothing that happens to
 * one swarm moves more than a page of others.
 *
 * <p>A block has room for 1, 2, 3, 4, 6, 8, 12 … 256 peers and lies in one page: first their compact entries, ready for the wire,
 * then their {@link PeerWord}s, and last their {@link PeerDetails} where these are kept, so that nobody who does not need them
 * touches them. Blocks that have been given back are chained through their first bytes, by size.
 *
 * <p>When much has been given back, all pages there are begin to be {@linkplain #leaveIfWasteful left}: new blocks lie in others, and
 * whoever comes by a block moves it, until nothing is left in them.
 */
final class PeerArena {

    private static final int PAGE = 1024;
    private static final int PAGE_BITS = 10;

    /** The most by which a page grows: by more it would be copied less often, and have more room that nobody uses. */
    private static final int MOST_SPARE = 64;

    private static final int[] CAPACITIES = {0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -1;

    final Family family;
    private final int unitBytes;
    private final boolean keepsDetails;
    private final int[] freed = new int[CAPACITIES.length];

    /** Null where one has been given up. */
    private byte[][] pages = {};

    /** Which of them are being left. */
    private boolean[] leaving = {};

    /** The page that is filled, and how much of it has been. */
    private int current = NONE;

    private int end;

    private int live;

    /** How many of those lie in pages that are being left. */
    private int toMove;

    private int units;

    PeerArena(Family family, boolean keepsDetails) {
        this.family = family;
        this.unitBytes = PeerPage.bytesPerPeer(family, keepsDetails);
        this.keepsDetails = keepsDetails;
        Arrays.fill(freed, NONE);
    }

    static int capacity(int size) {
        return CAPACITIES[size];
    }

    /** The size of the smallest block with room for that many peers. */
    static int sizeFor(int peers) {
        int size = 0;
        while (CAPACITIES[size] < peers) {
            size++;
        }
        return size;
    }

    /** The page of a block, which begins there at its {@link #offset}. Valid until the next allocation. */
    byte[] bytes(int unit) {
        return pages[unit >>> PAGE_BITS];
    }

    int offset(int unit) {
        return (unit & (PAGE - 1)) * unitBytes;
    }

    boolean keepsDetails() {
        return keepsDetails;
    }

    /** The first unit of a block of that size, whose bytes are undefined. */
    int allocate(int size) {
        int unit = freed[size];
        if (unit != NONE) {
            freed[size] = (int) INT.get(bytes(unit), offset(unit));
            live += CAPACITIES[size];
            return unit;
        }
        if (current == NONE || end + CAPACITIES[size] > PAGE) {
            begin();
        }
        int newEnd = end + CAPACITIES[size];
        if (newEnd * unitBytes > pages[current].length) {
            resize(Math.min(PAGE, newEnd + Math.min(units / 8 + 4, MOST_SPARE)));
        }
        unit = unit(end);
        end = newEnd;
        live += CAPACITIES[size];
        return unit;
    }

    /** Takes a block back. */
    void free(int unit, int size) {
        live -= CAPACITIES[size];
        if (isLeft(unit)) {
            toMove -= CAPACITIES[size];
        } else {
            chain(unit, size);
        }
    }

    private void chain(int unit, int size) {
        INT.set(bytes(unit), offset(unit), freed[size]);
        freed[size] = unit;
    }

    private int unit(int inCurrent) {
        return (current << PAGE_BITS) + inCurrent;
    }

    /** Begins another page; what is left of the one before becomes blocks that were given back. */
    private void begin() {
        int page = 0;
        while (page < pages.length && pages[page] != null) {
            page++;
        }
        if (page == pages.length) {
            byte[][] more = Allocation.copy(pages, page + 1);
            leaving = Allocation.copy(leaving, page + 1);
            pages = more;
        }
        byte[] begun = Allocation.bytes(0);
        if (current != NONE) {
            int rest = pages[current].length / unitBytes - end;
            for (int size = CAPACITIES.length - 1; size > 0; size--) {
                for (; rest >= CAPACITIES[size]; rest -= CAPACITIES[size]) {
                    chain(unit(end), size);
                    end += CAPACITIES[size];
                }
            }
        }
        current = page;
        pages[current] = begun;
        end = 0;
    }

    private void resize(int room) {
        byte[] old = pages[current];
        byte[] resized = Allocation.bytes(room * unitBytes);
        System.arraycopy(old, 0, resized, 0, old.length);
        pages[current] = resized;
        units += room - old.length / unitBytes;
    }

    /** Begins to leave all pages if so much has been given back that others would be a good deal fewer. */
    void leaveIfWasteful() {
        if (toMove == 0 && (units - live > live / 3 + 16 || (live == 0 && units > 0))) {
            Arrays.fill(freed, NONE);
            for (int page = 0; page < pages.length; page++) {
                leaving[page] = pages[page] != null;
            }
            current = NONE;
            toMove = live;
        }
    }

    /** Whether a block lies in a page that is being left, and is to be moved. */
    boolean isLeft(int unit) {
        return leaving[unit >>> PAGE_BITS];
    }

    /** Gives up the pages that were left, if everybody has moved. */
    void giveUpLeft() {
        if (toMove > 0) {
            return;
        }
        int last = 0;
        for (int page = 0; page < pages.length; page++) {
            if (leaving[page]) {
                units -= pages[page].length / unitBytes;
                pages[page] = null;
                leaving[page] = false;
            }
            last = pages[page] == null ? last : page + 1;
        }
        if (last < pages.length) {
            byte[][] fewer = Allocation.copy(pages, last);
            leaving = Allocation.copy(leaving, last);
            pages = fewer;
        }
    }

    /** Units of blocks that have not been given back. */
    int live() {
        return live;
    }

    int unitBytes() {
        return unitBytes;
    }

    /** Bytes held. */
    long heldBytes() {
        return (long) units * unitBytes;
    }
}
