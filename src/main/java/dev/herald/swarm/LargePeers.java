package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.function.IntConsumer;

/**
 * The peers of a large swarm, in pages of {@value #PAGE}. The list grows and shrinks at its last page only, and endpoints and
 * peer ids are found by a {@link SlotIndex} each, so that a swarm of a million answers like one of a thousand. Peers that share
 * their id with another of their family are not in the index of ids, as strangers can make any number of them.
 *
 * <p>Peers that have fallen silent are removed page by page and may stand here for a while; answers leave them out.
 */
final class LargePeers extends Peers {

    private static final int PAGE = 512;
    private static final int PAGE_BITS = 9;
    private static final int FIRST = 16;

    private final KeyedHasher secret;
    private final int most;
    private final int unitBytes;
    private final int fullPageBytes;
    private final SlotIndex endpoints = new SlotIndex(this::endpointHash);
    private final SlotIndex ids = new SlotIndex(this::idHash);
    private byte[][] pages = {};

    /** For up to {@code most} peers. */
    LargePeers(Family family, KeyedHasher secret, boolean keepsDetails, int most) {
        super(family, keepsDetails);
        this.secret = secret;
        this.most = most;
        this.unitBytes = PeerPage.bytesPerPeer(family, keepsDetails);
        this.fullPageBytes = PAGE * unitBytes;
    }

    private int endpointHash(int position) {
        byte[] page = page(position);
        int at = wireAt(position);
        return secret.endpointHash(
                CompactPeers.high(page, at, family),
                CompactPeers.low(page, at, family),
                CompactPeers.port(page, at, family));
    }

    private int idHash(int position) {
        return KeyedHasher.spread(PeerWord.fingerprint(word(position)));
    }

    @Override
    boolean full() {
        return size() >= most;
    }

    @Override
    int find(long addressHigh, long addressLow, int port) {
        int hash = secret.endpointHash(addressHigh, addressLow, port);
        for (int slot = endpoints.first(hash); slot >= 0; slot = endpoints.next(hash, slot)) {
            int position = endpoints.position(hash, slot);
            byte[] page = page(position);
            int at = wireAt(position);
            if (CompactPeers.isAt(page, at, family, addressHigh, addressLow)
                    && CompactPeers.port(page, at, family) == port) {
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
        CompactPeers.write(page(position), wireAt(position), family, addressHigh, addressLow, port);
        CompactPeers.word(page(position), wordAt(position), word);
        endpoints.add(endpointHash(position), position);
        if (isAlone(position)) {
            ids.add(idHash(position), position);
        }
    }

    /** Whether the peer is in the index of ids. */
    private boolean isAlone(int position) {
        return PeerWord.state(word(position)) != PeerWord.SHARED;
    }

    @Override
    void reserve(long addressHigh, long addressLow, int port, int fingerprint) {
        makeRoom(size());
        endpoints.reserve(secret.endpointHash(addressHigh, addressLow, port));
        ids.reserve(KeyedHasher.spread(fingerprint));
    }

    private void makeRoom(int position) {
        int number = position >>> PAGE_BITS;
        if (number == pages.length) {
            byte[] page = Allocation.bytes(FIRST * unitBytes);
            byte[][] more = Allocation.copy(pages, number + 1);
            more[number] = page;
            pages = more;
        } else if (inPage(position) == capacity(position)) {
            resize(number, Math.min(PAGE, capacity(position) * 3 / 2), inPage(position));
        }
    }

    private void resize(int number, int room, int kept) {
        byte[] old = pages[number];
        byte[] resized = Allocation.bytes(room * unitBytes);
        PeerPage.copy(family, keepsDetails, old, 0, old.length / unitBytes, resized, 0, room, kept);
        pages[number] = resized;
    }

    @Override
    void exchange(int position, int other) {
        if (position == other) {
            return;
        }
        endpoints.exchange(endpointHash(position), position, endpointHash(other), other);
        exchangeIds(position, other);
        exchangeBytes(position, other);
    }

    private void exchangeIds(int position, int other) {
        if (isAlone(position) && isAlone(other)) {
            ids.exchange(idHash(position), position, idHash(other), other);
        } else if (isAlone(position)) {
            ids.move(idHash(position), position, other);
        } else if (isAlone(other)) {
            ids.move(idHash(other), other, position);
        }
    }

    @Override
    void drop(int position) {
        int endpoint = endpointHash(position);
        int id = idHash(position);
        endpoints.remove(endpoint, position);
        if (isAlone(position)) {
            ids.remove(id, position);
        }
        endpoints.trim(endpoint);
        ids.trim(id);
        trim();
    }

    private void trim() {
        int last = size() >>> PAGE_BITS;
        int used = inPage(size());
        // A page is given up only when the one before it has room again, lest a peer that comes and goes cost a page.
        if (pages.length > last + 1 && used < PAGE / 2) {
            pages = Allocation.copy(pages, last + 1);
        } else if (last < pages.length && capacity(size()) > FIRST && used < capacity(size()) / 2) {
            resize(last, Math.max(FIRST, used + used / 4 + 1), used);
        }
    }

    @Override
    int findId(int fingerprint) {
        int hash = KeyedHasher.spread(fingerprint);
        for (int slot = ids.first(hash); slot >= 0; slot = ids.next(hash, slot)) {
            int position = ids.position(hash, slot);
            if (idHash(position) == hash) {
                return position;
            }
        }
        return -1;
    }

    @Override
    int findId(int fingerprint, AnnounceRequest request) {
        int position = findId(fingerprint);
        return position >= 0 && isAtSource(position, request) ? position : -1;
    }

    @Override
    void share(int position) {
        ids.remove(idHash(position), position);
        word(position, PeerWord.inState(word(position), PeerWord.SHARED));
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

    /** Entries of the index of endpoints. */
    int indexed() {
        return endpoints.size();
    }

    /** Entries of the index of ids. */
    int indexedIds() {
        return ids.size();
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
