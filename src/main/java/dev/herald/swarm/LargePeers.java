package dev.herald.swarm;

import dev.herald.bittorrent.Family;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The peers of a large swarm, in pages of {@value #PAGE}. The list grows and shrinks at its last page only, and endpoints and
 * peer ids are found by a {@link SlotIndex} each, so that a swarm of a million answers like one of a thousand.
 *
 * <p>Peers that have fallen silent are removed page by page and may stand here for a while; answers leave them out.
 */
final class LargePeers extends Peers {

    private static final int PAGE = 512;
    private static final int PAGE_BITS = 9;
    private static final int FIRST = 16;

    private final Secret secret;
    private final int unitBytes;
    private final int fullPageBytes;
    private final SlotIndex endpoints = new SlotIndex(this::endpointHash);
    private final SlotIndex ids = new SlotIndex(this::idHash);
    private byte[][] pages = {};

    LargePeers(Family family, Secret secret, boolean keepsDetails) {
        super(family, keepsDetails);
        this.secret = secret;
        this.unitBytes = PeerPage.bytesPerPeer(family, keepsDetails);
        this.fullPageBytes = PAGE * unitBytes;
    }

    private int endpointHash(int position) {
        byte[] page = page(position);
        int at = wireAt(position);
        return secret.endpointHash(
                Wire.high(page, at, family), Wire.low(page, at, family), Wire.port(page, at, family));
    }

    private int idHash(int position) {
        return PeerWord.fingerprint(word(position));
    }

    @Override
    boolean full() {
        return size() >= SlotIndex.MAX_POSITION;
    }

    @Override
    int find(long addressHigh, long addressLow, int port) {
        int hash = secret.endpointHash(addressHigh, addressLow, port);
        for (int slot = endpoints.first(hash); slot >= 0; slot = endpoints.next(hash, slot)) {
            int position = endpoints.position(hash, slot);
            byte[] page = page(position);
            int at = wireAt(position);
            if (Wire.isAt(page, at, family, addressHigh, addressLow) && Wire.port(page, at, family) == port) {
                return position;
            }
        }
        return -1;
    }

    /** The peer at an endpoint of that hash or at another, or -1. */
    int guess(int endpointHash) {
        return endpoints.guess(endpointHash);
    }

    /** Looks at a peer. */
    long glance(int position) {
        return page(position)[wireAt(position)] + word(position);
    }

    @Override
    void append(int position, long addressHigh, long addressLow, int port, long word) {
        makeRoom(position);
        Wire.write(page(position), wireAt(position), family, addressHigh, addressLow, port);
        Wire.word(page(position), wordAt(position), word);
        endpoints.add(endpointHash(position), position);
        ids.add(idHash(position), position);
    }

    private void makeRoom(int position) {
        int number = position >>> PAGE_BITS;
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, number + 1);
            pages[number] = new byte[FIRST * unitBytes];
        } else if (inPage(position) == capacity(position)) {
            resize(number, Math.min(PAGE, capacity(position) * 3 / 2), inPage(position));
        }
    }

    private void resize(int number, int room, int kept) {
        byte[] old = pages[number];
        byte[] resized = new byte[room * unitBytes];
        PeerPage.copy(family, keepsDetails, old, 0, old.length / unitBytes, resized, 0, room, kept);
        pages[number] = resized;
    }

    @Override
    void exchange(int position, int other) {
        if (position == other) {
            return;
        }
        endpoints.exchange(endpointHash(position), position, endpointHash(other), other);
        ids.exchange(idHash(position), position, idHash(other), other);
        exchangeBytes(position, other);
    }

    @Override
    void drop(int position) {
        endpoints.remove(endpointHash(position), position);
        ids.remove(idHash(position), position);
    }

    @Override
    void dropped() {
        int last = size() >>> PAGE_BITS;
        int used = inPage(size());
        // A page is given up only when the one before it has room again, lest a peer that comes and goes cost a page.
        if (pages.length > last + 1 && used < PAGE / 2) {
            pages = Arrays.copyOf(pages, last + 1);
        } else if (last < pages.length && capacity(size()) > FIRST && used < capacity(size()) / 4) {
            resize(last, Math.max(FIRST, used * 2), used);
        }
    }

    @Override
    int firstId(int fingerprint) {
        return ids.first(fingerprint);
    }

    @Override
    int nextId(int fingerprint, int cursor) {
        return ids.next(fingerprint, cursor);
    }

    @Override
    int position(int fingerprint, int cursor) {
        return ids.position(fingerprint, cursor);
    }

    @Override
    void word(int position, long word) {
        boolean newId = PeerWord.fingerprint(word) != idHash(position);
        if (newId) {
            ids.remove(idHash(position), position);
        }
        Wire.word(page(position), wordAt(position), word);
        if (newId) {
            ids.add(idHash(position), position);
        }
    }

    @Override
    byte[] page(int position) {
        return pages[position >>> PAGE_BITS];
    }

    @Override
    int pageAt(int position) {
        return 0;
    }

    @Override
    int capacity(int position) {
        int bytes = page(position).length;
        return bytes == fullPageBytes ? PAGE : bytes / unitBytes;
    }

    @Override
    int inPage(int position) {
        return position & (PAGE - 1);
    }

    @Override
    int contiguous(int position, int count) {
        return Math.min(count, PAGE - inPage(position));
    }

    @Override
    long slice(long from, IntConsumer positions) {
        long end = endpoints.sliceEnd(from);
        endpoints.slice(from, end, positions);
        return end;
    }

    @Override
    long heldBytes() {
        long held = endpoints.heldBytes() + ids.heldBytes();
        for (byte[] page : pages) {
            held += page.length;
        }
        return held;
    }
}
