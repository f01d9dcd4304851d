package dev.herald.swarm;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.Arrays;

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
    private static final byte[] NONE = {};

    private final Secret secret;
    private final boolean keepsDetails;
    private final SlotIndex endpoints = new SlotIndex(this::endpointHash);
    private final SlotIndex ids = new SlotIndex(this::idHash);
    private byte[][] wires = {};
    private long[][] words = {};
    private byte[][] details = {};

    LargePeers(Family family, Secret secret, boolean keepsDetails) {
        super(family);
        this.secret = secret;
        this.keepsDetails = keepsDetails;
    }

    private int endpointHash(int position) {
        byte[] wire = wire(position);
        int at = wireAt(position);
        return secret.endpointHash(
                Wire.high(wire, at, family), Wire.low(wire, at, family), Wire.port(wire, at, family));
    }

    private int idHash(int position) {
        return PeerWord.fingerprint(word(position));
    }

    @Override
    boolean full() {
        return size() >= SlotIndex.MAX_POSITION;
    }

    @Override
    int firstBarred(int from, int end, boolean ownFamily, Selection selection) {
        Address source = selection.request().source();
        byte[] bytes = wire(from);
        long[] pageWords = words[from >>> PAGE_BITS];
        int at = wireAt(from);
        int inPage = from & (PAGE - 1);
        for (int i = from; i < end; i++, inPage++, at += peerBytes) {
            if (selection.bars(pageWords[inPage], !ownFamily || Wire.isAt(bytes, at, family, source))) {
                return i;
            }
        }
        return end;
    }

    @Override
    int find(Address address, int port) {
        int hash = secret.endpointHash(address, port);
        for (int slot = endpoints.first(hash); slot >= 0; slot = endpoints.next(hash, slot)) {
            int position = endpoints.position(hash, slot);
            if (isAt(position, address) && Wire.port(wire(position), wireAt(position), family) == port) {
                return position;
            }
        }
        return -1;
    }

    @Override
    void append(int position, Address address, int port, long word) {
        makeRoom(position);
        Wire.write(wire(position), wireAt(position), family, address, port);
        words[position >>> PAGE_BITS][position & (PAGE - 1)] = word;
        endpoints.add(endpointHash(position), position);
        ids.add(idHash(position), position);
    }

    private void makeRoom(int position) {
        int page = position >>> PAGE_BITS;
        if (page == wires.length) {
            wires = Arrays.copyOf(wires, page + 1);
            words = Arrays.copyOf(words, page + 1);
            details = Arrays.copyOf(details, page + 1);
            resize(page, FIRST, 0);
        } else if ((position & (PAGE - 1)) == words[page].length) {
            resize(page, Math.min(PAGE, words[page].length * 3 / 2), words[page].length);
        }
    }

    private void resize(int page, int room, int kept) {
        wires[page] = kept == 0 ? new byte[room * peerBytes] : Arrays.copyOf(wires[page], room * peerBytes);
        words[page] = kept == 0 ? new long[room] : Arrays.copyOf(words[page], room);
        int detailBytes = keepsDetails ? room * PeerDetails.BYTES : 0;
        details[page] = kept == 0 ? new byte[detailBytes] : Arrays.copyOf(details[page], detailBytes);
    }

    @Override
    void exchange(int position, int other) {
        if (position == other) {
            return;
        }
        endpoints.exchange(endpointHash(position), position, endpointHash(other), other);
        ids.exchange(idHash(position), position, idHash(other), other);
        Wire.exchange(wire(position), wireAt(position), wire(other), wireAt(other), peerBytes);
        long kept = word(position);
        words[position >>> PAGE_BITS][position & (PAGE - 1)] = word(other);
        words[other >>> PAGE_BITS][other & (PAGE - 1)] = kept;
        if (keepsDetails) {
            Wire.exchange(details(position), detailAt(position), details(other), detailAt(other), PeerDetails.BYTES);
        }
    }

    @Override
    void drop(int position) {
        endpoints.remove(endpointHash(position), position);
        ids.remove(idHash(position), position);
    }

    @Override
    void dropped() {
        int size = size();
        int page = size >>> PAGE_BITS;
        int used = size & (PAGE - 1);
        // A page is given up only when the one before it has room again, lest a peer that comes and goes cost a page.
        if (wires.length > page + 1 && used < PAGE / 2) {
            wires = Arrays.copyOf(wires, page + 1);
            words = Arrays.copyOf(words, page + 1);
            details = Arrays.copyOf(details, page + 1);
        } else if (page < wires.length && words[page].length > FIRST && used < words[page].length / 4) {
            resize(page, Math.max(FIRST, used * 2), used);
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
    long word(int position) {
        return words[position >>> PAGE_BITS][position & (PAGE - 1)];
    }

    @Override
    void word(int position, long word) {
        boolean newId = PeerWord.fingerprint(word) != idHash(position);
        if (newId) {
            ids.remove(idHash(position), position);
        }
        words[position >>> PAGE_BITS][position & (PAGE - 1)] = word;
        if (newId) {
            ids.add(idHash(position), position);
        }
    }

    @Override
    void describe(int position, AnnounceRequest request) {
        if (keepsDetails) {
            PeerDetails.write(details(position), detailAt(position), request);
        }
    }

    @Override
    byte[] wire(int position) {
        return wires[position >>> PAGE_BITS];
    }

    @Override
    int wireAt(int position) {
        return (position & (PAGE - 1)) * peerBytes;
    }

    @Override
    int contiguous(int position, int count) {
        return Math.min(count, PAGE - (position & (PAGE - 1)));
    }

    @Override
    byte[] details(int position) {
        return keepsDetails ? details[position >>> PAGE_BITS] : NONE;
    }

    @Override
    int detailAt(int position) {
        return (position & (PAGE - 1)) * PeerDetails.BYTES;
    }

    @Override
    long heldBytes() {
        long held = endpoints.heldBytes() + ids.heldBytes();
        for (int page = 0; page < wires.length; page++) {
            held += wires[page].length + (long) words[page].length * Long.BYTES + details[page].length;
        }
        return held;
    }
}
