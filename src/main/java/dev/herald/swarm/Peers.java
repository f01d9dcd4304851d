package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import java.util.function.IntConsumer;

/**
 * The peers of one swarm and one family: a dense list in three runs, so that an answer is a slice of one or two of them.
 *
 * <pre>
 *   | downloaders | partial seeds | seeders |
 *   `- what seeders are given      `- no data wanted: what downloaders are given besides
 * </pre>
 *
 * <p>A peer joins and leaves a run by changing places with the peer at its border, so no more than three peers move.
 */
abstract class Peers {

    /** Incomplete, and wanting data. */
    static final int DOWNLOADERS = 0;

    /** Incomplete, and wanting no more (BEP 21). */
    static final int PARTIALS = 1;

    /** Complete. */
    static final int SEEDERS = 2;

    final Family family;
    final boolean keepsDetails;
    final int peerBytes;
    int downloaders;
    int partials;
    int seeders;

    Peers(Family family, boolean keepsDetails) {
        this.family = family;
        this.keepsDetails = keepsDetails;
        this.peerBytes = family.peerBytes();
    }

    final int size() {
        return downloaders + partials + seeders;
    }

    /** Where the peers begin that want no data. */
    final int firstSated() {
        return downloaders;
    }

    final int count(int group) {
        return group == DOWNLOADERS ? downloaders : group == PARTIALS ? partials : seeders;
    }

    final int group(int position) {
        return position < downloaders ? DOWNLOADERS : position < downloaders + partials ? PARTIALS : SEEDERS;
    }

    /** Adds a peer, for which there must be {@linkplain #reserve room}, and tells where it stands. */
    final int add(int group, long addressHigh, long addressLow, int port, long word) {
        int position = size();
        append(position, addressHigh, addressLow, port, word);
        seeders++;
        return regroup(position, group);
    }

    /** Removes a peer. Should the memory to give room back be missing, that remains to be done. */
    final void remove(int position) {
        int at = regroup(position, SEEDERS);
        exchange(at, size() - 1);
        seeders--;
        drop(size());
    }

    /** Moves a peer to another run and tells where it stands then. */
    final int regroup(int position, int target) {
        int at = position;
        int group = group(at);
        while (group > target) {
            int border = group == SEEDERS ? downloaders + partials : downloaders;
            exchange(at, border);
            at = border;
            shift(group, --group);
        }
        while (group < target) {
            int border = group == DOWNLOADERS ? downloaders - 1 : downloaders + partials - 1;
            exchange(at, border);
            at = border;
            shift(group, ++group);
        }
        return at;
    }

    private void shift(int from, int to) {
        downloaders += (to == DOWNLOADERS ? 1 : 0) - (from == DOWNLOADERS ? 1 : 0);
        partials += (to == PARTIALS ? 1 : 0) - (from == PARTIALS ? 1 : 0);
        seeders += (to == SEEDERS ? 1 : 0) - (from == SEEDERS ? 1 : 0);
    }

    /** Whether the peer has the requester's address, whatever its port. */
    final boolean isAtSource(int position, AnnounceRequest request) {
        return CompactPeers.isAt(page(position), wireAt(position), family, request.sourceHigh(), request.sourceLow());
    }

    /** Takes over every peer of the other form of list; this one must be empty. */
    final void adopt(Peers other) {
        for (int i = 0; i < other.size(); i++) {
            byte[] page = other.page(i);
            int at = other.wireAt(i);
            append(
                    i,
                    CompactPeers.high(page, at, family),
                    CompactPeers.low(page, at, family),
                    CompactPeers.port(page, at, family),
                    other.word(i));
            if (keepsDetails) {
                System.arraycopy(page, other.detailAt(i), page(i), detailAt(i), PeerDetails.BYTES);
            }
        }
        downloaders = other.downloaders;
        partials = other.partials;
        seeders = other.seeders;
    }

    /** The {@link PeerWord} of a peer. */
    final long word(int position) {
        return CompactPeers.word(page(position), wordAt(position));
    }

    /** Keeps what the peer said, if details are kept. */
    final void describe(int position, AnnounceRequest request) {
        if (keepsDetails) {
            PeerDetails.write(page(position), detailAt(position), request);
        }
    }

    /** Where the compact entry of a peer stands in its {@link #page}. */
    final int wireAt(int position) {
        return pageAt(position) + inPage(position) * peerBytes;
    }

    /** Where the {@link PeerWord} of a peer stands in its {@link #page}. */
    final int wordAt(int position) {
        return pageAt(position) + capacity(position) * peerBytes + inPage(position) * Long.BYTES;
    }

    /** Where the details of a peer stand in its {@link #page}, if they are kept. */
    final int detailAt(int position) {
        return pageAt(position) + capacity(position) * (peerBytes + Long.BYTES) + inPage(position) * PeerDetails.BYTES;
    }

    /** Lets all that is kept of two peers change places. */
    final void exchangeBytes(int position, int other) {
        byte[] page = page(position);
        byte[] otherPage = page(other);
        CompactPeers.exchange(page, wireAt(position), otherPage, wireAt(other), peerBytes);
        CompactPeers.exchange(page, wordAt(position), otherPage, wordAt(other), Long.BYTES);
        if (keepsDetails) {
            CompactPeers.exchange(page, detailAt(position), otherPage, detailAt(other), PeerDetails.BYTES);
        }
    }

    /**
     * The first peer of {@code [from, end)}, which stand in one page, that must not be in an answer: another entry of the
     * requester, or one that has fallen silent; {@code end} if there is none.
     *
     * @param ownFamily whether this is the requester's family, where only entries at its own address are its own
     */
    final int firstBarred(int from, int end, boolean ownFamily, PeerSelection selection) {
        boolean anywhere = !ownFamily || selection.ownersApart();
        byte[] page = page(from);
        int at = wordAt(from);
        for (int i = from; i < end; i++, at += Long.BYTES) {
            long word = CompactPeers.word(page, at);
            if (selection.doubts(word) && (anywhere || selection.silent(word) || isAtSource(i, selection.request()))) {
                return i;
            }
        }
        return end;
    }

    /** Whether the list cannot take one more. */
    abstract boolean full();

    /** The peer at this endpoint, or -1. */
    abstract int find(long addressHigh, long addressLow, int port);

    /** The one peer with this fingerprint that does not {@linkplain PeerWord#SHARED share} it, or -1. */
    abstract int findId(int fingerprint);

    /**
     * A peer with this fingerprint at the requester's address, whatever its port, or -1. In a large list those that share the
     * fingerprint are not found.
     */
    abstract int findId(int fingerprint, AnnounceRequest request);

    /** Allocates what the next peer needs. */
    abstract void reserve(long addressHigh, long addressLow, int port, int fingerprint);

    /** Writes a new peer behind the last one. */
    abstract void append(int position, long addressHigh, long addressLow, int port, long word);

    /** Lets two peers change places. */
    abstract void exchange(int position, int other);

    /** Forgets the peer behind the last one, and gives its room back. */
    abstract void drop(int position);

    /** Changes the {@link PeerWord} of a peer, but for its fingerprint; see {@link #share}. */
    final void word(int position, long word) {
        CompactPeers.word(page(position), wordAt(position), word);
    }

    /** Puts a peer into the state {@link PeerWord#SHARED}. */
    abstract void share(int position);

    /** The array in which a peer lies as {@link PeerPage} says. */
    abstract byte[] page(int position);

    /** Where the page begins in its array. */
    abstract int pageAt(int position);

    /** Room of the page, in peers. */
    abstract int capacity(int position);

    /** Which one of its page a peer is. */
    abstract int inPage(int position);

    /** How many of the next {@code count} peers stand in one page with the first. */
    abstract int contiguous(int position, int count);

    /**
     * Hands over the positions of a slice that begins at the endpoint hash {@code from}, perhaps with some before it, and
     * returns where the next slice begins; see {@link SlotIndex#sliceEnd}.
     */
    abstract long slice(long from, IntConsumer positions);

    /** Bytes of arrays that belong to this list alone. */
    abstract long heldBytes();
}
