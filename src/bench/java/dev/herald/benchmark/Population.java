package dev.herald.benchmark;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Tracker;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Peers spread over torrents as on public trackers: most belong to a short head of popular swarms of some hundred peers, the
 * others to a long tail of one to three. Three quarters are seeders.
 */
public final class Population {

    /** When everything happens, in seconds since 1970. */
    public static final long SECOND = 1_700_000_000L;

    private static final AnnouncePolicy POLICY =
            new AnnouncePolicy(1800, 900, 10, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false);

    private final int torrents;
    private final int peers;
    private final double head;

    /** Two peers a torrent, or four in a small population. */
    public Population(int torrents) {
        this(torrents, torrents <= 100_000 ? 4 * torrents : 2 * torrents);
    }

    Population(int torrents, int peers) {
        this.torrents = torrents;
        this.peers = peers;
        double steep = Math.exp(6.5) / 500;
        this.head = steep / (steep + (double) torrents / peers);
    }

    /** How many torrents there are. */
    public int torrents() {
        return torrents;
    }

    /** How many peers there are. */
    public int peers() {
        return peers;
    }

    /** Gives the number of each peer once. */
    public IntSupplier each() {
        int[] next = {0};
        return () -> next[0]++;
    }

    /** Gives numbers of random peers for ever, in each run the same. */
    public IntSupplier anybody() {
        SplittableRandom random = new SplittableRandom(1);
        return () -> random.nextInt(peers);
    }

    /** A tracker that knows all of them and is open to all. */
    public Tracker tracker(boolean details) {
        Access open = new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {});
        return new Tracker(POLICY, open, swarms(details));
    }

    /** A store that knows all of them. */
    public Swarms swarms(boolean details) {
        Swarms swarms = new Swarms(new SwarmSettings(details, 0), POLICY.peerLifetimeSeconds(), new Random(1));
        for (int peer = 0; peer < peers; peer++) {
            swarms.announce(announce(peer), 0, false, (family, wire, offset, count) -> {});
        }
        return swarms;
    }

    /** A renewal of the peer with that number, which wants 50 peers. */
    public AnnounceRequest announce(int peer) {
        return announce(peer, 50);
    }

    /** One that wants so many. */
    public AnnounceRequest announce(int peer, int wanted) {
        return new AnnounceRequest()
                .infoHash(infoHash(peer))
                .peerId(peerId(peer))
                .source(address(peer), port(peer))
                .progress(AnnounceEvent.NONE, left(peer), 0, 0)
                .numWant(wanted, 200, false)
                .received(AccessKey.NONE, SECOND);
    }

    /** What that peer says. */
    public InfoHash infoHash(int peer) {
        int torrent = torrentOf(peer);
        return new InfoHash(mix(torrent), mix(~torrent), torrent);
    }

    /** What that peer says. */
    public PeerId peerId(int peer) {
        return new PeerId(0x2d554c303030312dL, mix(peer), peer);
    }

    /** What that peer says. */
    public Address address(int peer) {
        return Address.ofIpv4(0x0a000000 + (int) (mix(peer) & 0xff_ffff));
    }

    /** What that peer says. */
    public int port(int peer) {
        return 1024 + peer % 64_000;
    }

    /** What that peer says. */
    public long left(int peer) {
        return mix(peer ^ 0x5EED) % 4 == 0 ? 1000 : 0;
    }

    private int torrentOf(int peer) {
        double u = (mix(peer * 2L) >>> 11) * 0x1p-53;
        double w = (mix(peer * 2L + 1) >>> 11) * 0x1p-53;
        long torrent = (long) (u < head ? -Math.log(1 - w) * torrents / 500 : w * torrents);
        return (int) (torrent % torrents);
    }

    static long mix(long value) {
        long x = value + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
