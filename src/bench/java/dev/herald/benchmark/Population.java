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
 * Peers distributed over torrents as on public trackers: most are in a short head of popular swarms with some hundred peers each, the
 * others in a long tail of swarms with one to three peers. Three quarters are seeders.
 */
public final class Population {

    /** The time of all requests, in seconds since the epoch. */
    public static final long SECOND = 1_700_000_000L;

    private static final AnnouncePolicy POLICY =
            new AnnouncePolicy(1800, 900, 10, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false);

    private final int torrents;
    private final int peers;
    private final double headShare;

    /** Creates a population with two peers per torrent, or four with up to 100,000 torrents. */
    public Population(int torrents) {
        this(torrents, torrents <= 100_000 ? 4 * torrents : 2 * torrents);
    }

    Population(int torrents, int peers) {
        this.torrents = torrents;
        this.peers = peers;
        double steep = Math.exp(6.5) / 500;
        this.headShare = steep / (steep + (double) torrents / peers);
    }

    /** Number of torrents. */
    public int torrents() {
        return torrents;
    }

    /** Number of peers. */
    public int peers() {
        return peers;
    }

    /** Supplies the number of each peer once. */
    public IntSupplier allPeers() {
        int[] next = {0};
        return () -> next[0]++;
    }

    /** Supplies numbers of random peers without end, with a fixed seed. */
    public IntSupplier randomPeers() {
        SplittableRandom random = new SplittableRandom(1);
        return () -> random.nextInt(peers);
    }

    /** A public tracker with all peers in its store. */
    public Tracker tracker(boolean details) {
        Access open = new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {});
        return new Tracker(POLICY, open, swarms(details));
    }

    /** A store with all peers. */
    public Swarms swarms(boolean details) {
        Swarms swarms = new Swarms(new SwarmSettings(details, 0), POLICY.peerLifetimeSeconds(), new Random(1));
        for (int peer = 0; peer < peers; peer++) {
            swarms.announce(announce(peer), 0, false, (family, wire, offset, count) -> {});
        }
        return swarms;
    }

    /** A periodic announce of a peer, with {@code numWant} 50. */
    public AnnounceRequest announce(int peer) {
        return announce(peer, 50);
    }

    /** A periodic announce of a peer. */
    public AnnounceRequest announce(int peer, int numWant) {
        return new AnnounceRequest()
                .infoHash(infoHash(peer))
                .peerId(peerId(peer))
                .source(address(peer), port(peer))
                .progress(AnnounceEvent.NONE, left(peer), 0, 0)
                .numWant(numWant, 200, false)
                .received(AccessKey.NONE, SECOND);
    }

    /** The info hash that a peer announces. */
    public InfoHash infoHash(int peer) {
        int torrent = torrentOf(peer);
        return new InfoHash(mix(torrent), mix(~torrent), torrent);
    }

    /** The peer id of a peer. */
    public PeerId peerId(int peer) {
        return new PeerId(0x2d554c303030312dL, mix(peer), peer);
    }

    /** The address of a peer. */
    public Address address(int peer) {
        return Address.ofIpv4(0x0a000000 + (int) (mix(peer) & 0xff_ffff));
    }

    /** The port of a peer. */
    public int port(int peer) {
        return 1024 + peer % 64_000;
    }

    /** The {@code left} value that a peer announces, in bytes. */
    public long left(int peer) {
        return mix(peer ^ 0x5EED) % 4 == 0 ? 1000 : 0;
    }

    private int torrentOf(int peer) {
        double u = (mix(peer * 2L) >>> 11) * 0x1p-53;
        double w = (mix(peer * 2L + 1) >>> 11) * 0x1p-53;
        long torrent = (long) (u < headShare ? -Math.log(1 - w) * torrents / 500 : w * torrents);
        return (int) (torrent % torrents);
    }

    static long mix(long value) {
        long x = value + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
