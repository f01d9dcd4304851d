package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.function.IntConsumer;

/**
 * The peers of a large swarm, in pages of {@value #PAGE}. The list grows and shrinks at its last page only, and has a
 * {@link SlotIndex} of endpoints and one of peer ids, so that a swarm of a million peers answers like one of a thousand. Peers that
 * share their id with another of their family are not in the index of ids, because strangers can make any number of them.
 *
 * <p>Timed out peers are removed page by page by the cleaner; until then answers leave them out.
 */
final class LargePeers extends Peers {

    private static final int PAGE = 512;
    private static final int PAGE_BITS = 9;
    private static final int MIN_CAPACITY = 16;

    private final KeyedHasher hasher;
    private final int maxPeers;
    private final int unitBytes;
    private final int fullPageBytes;
    final SlotIndex endpoints;
    final SlotIndex ids = new SlotIndex(this::idHash);
    private byte[][] pages = {};

    LargePeers(Family family, KeyedHasher hasher, boolean keepsDetails, int maxPeers) {
        super(family, keepsDetails);
        this.hasher = hasher;
        this.maxPeers = maxPeers;
        this.unitBytes = bytesPerPeer(family, keepsDetails);
        this.fullPageBytes = PAGE * unitBytes;
        this.endpoints = new SlotIndex(this::endpointHash);
    }

    private int endpointHash(int position) {
        return (int) endpointHash(position, hasher);
    }

    private int idHash(int position) {
        return KeyedHasher.spread(fingerprint(word(position)));
    }

    @Override
    boolean full() {
        return size() >= maxPeers;
    }

    @Override
    int find(long addressHigh, long addressLow, int port) {
        int hash = (int) hasher.endpointHash(addressHigh, addressLow, port);
        for (int slot = endpoints.first(hash); slot >= 0; slot = endpoints.next(hash, slot)) {
            int position = endpoints.position(hash, slot);
            if (hasEndpointAt(page(position), entryOffset(position), addressHigh, addressLow, port)) {
                return position;
            }
        }
        return -1;
    }

    @Override
    void append(int position, long addressHigh, long addressLow, int port, long word) {
        super.append(position, addressHigh, addressLow, port, word);
        endpoints.add(endpointHash(position), position);
        if (isIdIndexed(position)) {
            ids.add(idHash(position), position);
        }
    }

    private boolean isIdIndexed(int position) {
        return state(word(position)) != SHARED;
    }

    @Override
    void reserve(long addressHigh, long addressLow, int port, int fingerprint) {
        reserve(size());
        endpoints.reserve((int) hasher.endpointHash(addressHigh, addressLow, port));
        ids.reserve(KeyedHasher.spread(fingerprint));
    }

    @Override
    void reserve(int position) {
        int number = position >>> PAGE_BITS;
        if (number == pages.length) {
            pages = Allocation.append(pages, Allocation.array(byte[]::new, MIN_CAPACITY * unitBytes));
        } else if (indexInPage(position) == capacity(position)) {
            resize(number, Math.min(PAGE, capacity(position) * 3 / 2), indexInPage(position));
        }
    }

    private void resize(int number, int capacity, int peers) {
        byte[] old = pages[number];
        byte[] resized = Allocation.array(byte[]::new, capacity * unitBytes);
        copyPage(old, 0, old.length / unitBytes, resized, 0, capacity, peers);
        pages[number] = resized;
    }

    @Override
    void exchange(int position, int other) {
        if (position == other) {
            return;
        }
        endpoints.exchange(endpointHash(position), position, endpointHash(other), other);
        if (isIdIndexed(position) && isIdIndexed(other)) {
            ids.exchange(idHash(position), position, idHash(other), other);
        } else if (isIdIndexed(position)) {
            ids.move(idHash(position), position, other);
        } else if (isIdIndexed(other)) {
            ids.move(idHash(other), other, position);
        }
        super.exchange(position, other);
    }

    @Override
    void dropLast(int position) {
        int endpoint = endpointHash(position);
        int id = idHash(position);
        endpoints.remove(endpoint, position);
        if (isIdIndexed(position)) {
            ids.remove(id, position);
        }
        endpoints.trim(endpoint);
        ids.trim(id);
        trim();
    }

    private void trim() {
        int last = size() >>> PAGE_BITS;
        int used = indexInPage(size());
        // Keeps one page in reserve, so that a peer that comes and goes does not cost a page each time.
        if (pages.length > last + 1 && used < PAGE / 2) {
            pages = Allocation.copy(pages, last + 1);
        } else if (last < pages.length && capacity(size()) > MIN_CAPACITY && used < capacity(size()) / 2) {
            resize(last, Math.max(MIN_CAPACITY, used + used / 4 + 1), used);
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
        return position >= 0 && hasAddress(position, request.sourceHigh(), request.sourceLow()) ? position : -1;
    }

    @Override
    void markShared(int position) {
        ids.remove(idHash(position), position);
        super.markShared(position);
    }

    @Override
    byte[] page(int position) {
        return pages[position >>> PAGE_BITS];
    }

    @Override
    int capacity(int position) {
        int bytes = page(position).length;
        return bytes == fullPageBytes ? PAGE : bytes / unitBytes;
    }

    @Override
    int indexInPage(int position) {
        return position & (PAGE - 1);
    }

    @Override
    int contiguous(int position, int count) {
        return Math.min(count, PAGE - indexInPage(position));
    }

    @Override
    long slice(long from, IntConsumer positions) {
        long end = endpoints.sliceEnd(from);
        endpoints.slice(from, end, positions);
        return end;
    }
}
