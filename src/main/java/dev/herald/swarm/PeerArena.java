package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The peers of all small swarms of one shard and one family, in one array.
 *
 * <p>A block has room for 1, 2, 3, 4, 6, 8, 12 … 256 peers: first their compact entries, ready for the wire, then their
 * {@link PeerWord}s, and last their {@link PeerDetails} where these are kept, so that nobody who does not need them touches
 * them. Blocks that have been given back are chained through their first bytes, by size.
 */
final class PeerArena {

    private static final int[] CAPACITIES = {0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -1;

    final Family family;
    private final int unitBytes;
    private final boolean keepsDetails;
    private final int[] freed = new int[CAPACITIES.length];
    private byte[] bytes;
    private int end;
    private int live;

    PeerArena(Family family, boolean keepsDetails) {
        this(family, keepsDetails, 0);
    }

    private PeerArena(Family family, boolean keepsDetails, int units) {
        this.family = family;
        this.unitBytes = PeerPage.bytesPerPeer(family, keepsDetails);
        this.keepsDetails = keepsDetails;
        this.bytes = new byte[units * unitBytes];
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

    /** All blocks; each begins at its {@link #offset}. Valid until the next allocation. */
    byte[] bytes() {
        return bytes;
    }

    int offset(int unit) {
        return unit * unitBytes;
    }

    boolean keepsDetails() {
        return keepsDetails;
    }

    /** The first unit of a block of that size, whose bytes are undefined. */
    int allocate(int size) {
        live += CAPACITIES[size];
        int unit = freed[size];
        if (unit != NONE) {
            freed[size] = (int) INT.get(bytes, offset(unit));
            return unit;
        }
        unit = end;
        end += CAPACITIES[size];
        if (offset(end) > bytes.length) {
            int units = end + end / 8 + 4;
            bytes = Arrays.copyOf(bytes, units * unitBytes);
        }
        return unit;
    }

    /** Takes a block back. */
    void free(int unit, int size) {
        live -= CAPACITIES[size];
        INT.set(bytes, offset(unit), freed[size]);
        freed[size] = unit;
    }

    /** Whether so much has been given back that a copy would be a good deal smaller. */
    boolean wasteful() {
        int units = bytes.length / unitBytes;
        return units - live > live / 3 + 16 || (live == 0 && units > 0);
    }

    /** An empty arena with just the room for what is alive here. */
    PeerArena successor() {
        return new PeerArena(family, keepsDetails, live);
    }

    /** Copies a block of the predecessor to this arena. */
    int adopt(PeerArena predecessor, int unit, int size) {
        int adopted = allocate(size);
        int units = CAPACITIES[size];
        System.arraycopy(predecessor.bytes, offset(unit), bytes, offset(adopted), units * unitBytes);
        return adopted;
    }

    /** Bytes held. */
    long heldBytes() {
        return bytes.length;
    }
}
