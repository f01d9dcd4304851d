package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.PeerSink;

/**
 * Chooses the peers of an answer (protocol: which peers to return) and hands them to the sink. One a shard, used while it is
 * locked.
 *
 * <p>From each run of the list a slice is taken that begins at a random peer and goes round. Every peer is as likely as any
 * other to be in it, and it is one or two pieces of memory. The requester is left out of the circle.
 */
final class PeerSelection {

    /** What SplitMix64 adds to its number for each that it makes. */
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private final int lifetime;

    /** What of a fingerprint makes two entries the requester's. */
    private final int identity;

    private long random;

    /** The random bits of the present choice. */
    private long chosen;

    private PeerSink sink;
    private AnnounceRequest request;
    private int fingerprint;
    private int wanted;
    private boolean seedersForSeeder;
    private Peers peers;
    private int self;
    private boolean ownFamily;
    private int visited;

    PeerSelection(long seed, int lifetime, boolean ownersApart) {
        identity = ownersApart ? KeyedHasher.OWNER : -1;
        this.random = seed;
        this.lifetime = lifetime;
    }

    /** Sets what the next choice is for. */
    void prepare(AnnounceRequest request, int fingerprint, int wanted, boolean seedersForSeeder, PeerSink sink) {
        this.request = request;
        this.fingerprint = fingerprint;
        this.wanted = wanted;
        this.seedersForSeeder = seedersForSeeder;
        this.sink = sink;
        random += STEP;
        chosen = mix(random);
    }

    /** Hands out peers of the requester's family, then of the other one if the request says so. */
    void choose(Swarm swarm, Peers own, int self, boolean downloader) {
        int missing = wanted - take(own, self, wanted, downloader, true);
        if (missing > 0 && request.bothFamilies()) {
            Peers other = swarm.peers(own.family.other());
            take(other, -1, missing, downloader, false);
        }
    }

    /** Downloaders get as many sated peers as downloaders, or what there is; all others get downloaders. */
    private int take(Peers peers, int self, int most, boolean downloader, boolean ownFamily) {
        int size = peers.size();
        if (most <= 0 || size == 0) {
            return 0;
        }
        int border = peers.firstSated();
        this.peers = peers;
        this.self = self;
        this.ownFamily = ownFamily;
        if (!downloader) {
            int given = go(0, border, downloader(border), 0, most);
            return seedersForSeeder ? given + go(border, size, sated(border, size), 0, most - given) : given;
        }
        int half = (most + ((int) chosen & 1)) / 2;
        int start = sated(border, size);
        int sated = go(border, size, start, 0, Math.max(half, most - circle(0, border, self)));
        int seen = visited;
        int given = sated + go(0, border, downloader(border), 0, most - sated);
        // Where the requester's own other entries were left out, the first slice can be longer than it was.
        return given + go(border, size, start, seen, most - given);
    }

    /** How many peers of a run come into question. */
    private static int circle(int from, int to, int self) {
        return to - from - (self >= from && self < to ? 1 : 0);
    }

    /** Where the slice of the downloaders begins, which end at {@code border}. */
    private int downloader(int border) {
        return place(0, border, self, (int) chosen);
    }

    /** Where the slice of the others begins. */
    private int sated(int border, int size) {
        return place(border, size, self, (int) (chosen >>> 32));
    }

    /** A place in the circle of a run, each as likely as any other. */
    private static int place(int from, int to, int self, int bits) {
        return (int) (((bits & 0xffff_ffffL) * circle(from, to, self)) >>> 32);
    }

    /**
     * Goes round a run from its peer number {@code start}, of which {@code skip} have been visited before, and hands over
     * {@code most} at most. {@link #visited} tells how far it came.
     */
    private int go(int from, int to, int start, int skip, int most) {
        boolean inside = self >= from && self < to;
        int circle = circle(from, to, self);
        int given = 0;
        visited = skip;
        while (visited < circle && given < most) {
            int place = start + visited < circle ? start + visited : start + visited - circle;
            boolean before = inside && from + place < self;
            int position = from + place + (inside && !before ? 1 : 0);
            int piece = Math.min(Math.min(circle - visited, most - given), (before ? self - from : circle) - place);
            piece = peers.contiguous(position, piece);
            given += hand(position, piece);
            visited += piece;
        }
        return given;
    }

    /** Hands over a piece of the list, without the peers that must not be in this answer. */
    private int hand(int from, int count) {
        int given = 0;
        int end = from + count;
        for (int start = from; start < end; ) {
            int barred = peers.firstBarred(start, end, ownFamily, this);
            given += pass(start, barred - start);
            start = barred + 1;
        }
        return given;
    }

    /** Whom the answer is for. */
    AnnounceRequest request() {
        return request;
    }

    /** Whether an entry can be the requester's wherever it is: all that announce with one key are. */
    boolean ownersApart() {
        return identity != -1;
    }

    /** Whether an entry must not be in this answer, or would not if it had the requester's address. */
    boolean doubts(long word) {
        return ((PeerWord.fingerprint(word) ^ fingerprint) & identity) == 0 || silent(word);
    }

    /** Whether an entry has fallen silent and is not yet removed. */
    boolean silent(long word) {
        return PeerWord.age(word, (int) request.second()) > lifetime;
    }

    private int pass(int from, int count) {
        if (count == 0) {
            return 0;
        }
        byte[] page = peers.page(from);
        if (sink.wantsPeerIds() && peers.keepsDetails) {
            for (int i = from; i < from + count; i++) {
                sink.peer(peers.family, page, peers.wireAt(i), peers.detailAt(i));
            }
        } else {
            sink.peers(peers.family, page, peers.wireAt(from), count);
        }
        return count;
    }

    /** Makes random bits of a number, by SplitMix64. */
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
