package dev.herald.swarm;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.PeerSink;
import java.util.SplittableRandom;

/**
 * Selects the peers of an answer and passes them to the sink. There is one per shard, used while the shard is locked.
 *
 * <p>From each run of the list it takes a slice that begins at a random peer and wraps around. Each peer is equally likely to be in
 * the slice, and the slice is one or two contiguous pieces of memory. The requester is not part of the circle.
 */
final class PeerSelection {

    private final int lifetime;

    /** The bits of a fingerprint that identify the requester. */
    private final int identityMask;

    private final SplittableRandom generator;

    /** Random bits of the current selection. */
    private long random;

    private PeerSink sink;
    private AnnounceRequest request;
    private int now;
    private int fingerprint;
    private int numWant;
    private boolean seedersForSeeder;
    private Peers peers;
    private int self;
    private boolean ownFamily;
    private int visited;

    /** @param excludeSameKey whether peers that announce with the requester's key are left out */
    PeerSelection(long seed, int lifetime, boolean excludeSameKey) {
        generator = new SplittableRandom(seed);
        this.lifetime = lifetime;
        identityMask = excludeSameKey ? KeyedHasher.KEY_BITS : -1;
    }

    /** Sets the request of the next selection. */
    void prepare(AnnounceRequest request, int fingerprint, int numWant, boolean seedersForSeeder, PeerSink sink) {
        this.request = request;
        this.now = (int) request.second();
        this.fingerprint = fingerprint;
        this.numWant = numWant;
        this.seedersForSeeder = seedersForSeeder;
        this.sink = sink;
        random = generator.nextLong();
    }

    /**
     * Passes on peers of the requester's family, then of the other one if the request allows it.
     *
     * @param self the requester's position in {@code own}, or -1
     */
    void select(Peers own, Peers other, int self, boolean downloader) {
        int missing = numWant - take(own, self, numWant, downloader, true);
        if (missing > 0 && request.bothFamilies()) {
            take(other, -1, missing, downloader, false);
        }
    }

    /** Downloaders get as many uploaders as downloaders, where there are enough of both; all others get downloaders. */
    private int take(Peers list, int own, int most, boolean downloader, boolean sameFamily) {
        int size = list.size();
        if (most <= 0 || size == 0) {
            return 0;
        }
        peers = list;
        self = own;
        ownFamily = sameFamily;
        int border = list.downloaders;
        int firstDownloader = randomStart(0, border, (int) random);
        int firstUploader = randomStart(border, size, (int) (random >>> 32));
        if (!downloader) {
            int given = takeRun(0, border, firstDownloader, 0, most);
            return seedersForSeeder ? given + takeRun(border, size, firstUploader, 0, most - given) : given;
        }
        int half = (most + ((int) random & 1)) / 2;
        int uploaders = takeRun(border, size, firstUploader, 0, Math.max(half, most - circle(0, border)));
        int seen = visited;
        int given = uploaders + takeRun(0, border, firstDownloader, 0, most - uploaders);
        // Excluded entries among the downloaders leave room for more uploaders.
        return given + takeRun(border, size, firstUploader, seen, most - given);
    }

    /** The peers of a run without the requester. */
    private int circle(int from, int to) {
        return to - from - (self >= from && self < to ? 1 : 0);
    }

    private int randomStart(int from, int to, int bits) {
        return (int) (((bits & 0xffff_ffffL) * circle(from, to)) >>> 32);
    }

    /**
     * Goes round a run from its peer {@code start}, of which {@code skip} have been visited before, and passes on at most
     * {@code most} peers. Sets {@link #visited}.
     */
    private int takeRun(int from, int to, int start, int skip, int most) {
        boolean inside = self >= from && self < to;
        int circle = circle(from, to);
        int given = 0;
        visited = skip;
        while (visited < circle && given < most) {
            int place = start + visited < circle ? start + visited : start + visited - circle;
            boolean before = inside && from + place < self;
            int position = from + place + (inside && !before ? 1 : 0);
            int piece = Math.min(Math.min(circle - visited, most - given), (before ? self - from : circle) - place);
            piece = peers.contiguous(position, piece);
            given += passAllowed(position, piece);
            visited += piece;
        }
        return given;
    }

    /** Passes on the allowed ones of {@code count} peers of one page. */
    private int passAllowed(int from, int count) {
        int given = 0;
        int end = from + count;
        for (int start = from; start < end; ) {
            int excluded = firstExcluded(start, end);
            given += pass(start, excluded - start);
            start = excluded + 1;
        }
        return given;
    }

    /**
     * The first peer of {@code [from, end)}, all of one page, that must not be in this answer, or {@code end}: one that has timed
     * out, or another entry of the requester. In the requester's family only entries at its address are its own, unless all peers
     * with its key are excluded.
     */
    private int firstExcluded(int from, int end) {
        boolean anyAddress = !ownFamily || identityMask != -1;
        byte[] page = peers.page(from);
        int at = peers.wordOffset(from);
        for (int i = from; i < end; i++, at += Long.BYTES) {
            long word = Peers.wordAt(page, at);
            boolean expired = Peers.age(word, now) > lifetime;
            boolean sameId = ((Peers.fingerprint(word) ^ fingerprint) & identityMask) == 0;
            if (expired || (sameId && (anyAddress || peers.hasAddress(i, request.sourceHigh(), request.sourceLow())))) {
                return i;
            }
        }
        return end;
    }

    private int pass(int from, int count) {
        if (count == 0) {
            return 0;
        }
        byte[] page = peers.page(from);
        if (sink.wantsPeerIds() && peers.keepsDetails) {
            for (int i = from; i < from + count; i++) {
                sink.peer(peers.family, page, peers.entryOffset(i), peers.detailOffset(i));
            }
        } else {
            sink.peers(peers.family, page, peers.entryOffset(from), count);
        }
        return count;
    }
}
