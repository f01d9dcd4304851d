package dev.herald.swarm;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;

/** Announces of numbered peers of numbered torrents, one field varied at a time. */
record Announces(int torrent, int peer, boolean ipv6, AnnounceEvent event, long left, int numWant, long second) {

    static final long START = 1_700_000_000L;

    static Announces of(int torrent, int peer) {
        return new Announces(torrent, peer, false, AnnounceEvent.NONE, 100, 50, START);
    }

    Announces overIpv6() {
        return new Announces(torrent, peer, true, event, left, numWant, second);
    }

    Announces event(AnnounceEvent other) {
        return new Announces(torrent, peer, ipv6, other, left, numWant, second);
    }

    Announces left(long other) {
        return new Announces(torrent, peer, ipv6, event, other, numWant, second);
    }

    Announces numWant(int other) {
        return new Announces(torrent, peer, ipv6, event, left, other, second);
    }

    Announces after(long seconds) {
        return new Announces(torrent, peer, ipv6, event, left, numWant, second + seconds);
    }

    /** Carries out a round of cleaning {@code seconds} after {@link #START}. */
    static void clean(Swarms swarms, long seconds) {
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, START + seconds);
        }
    }

    InfoHash infoHash() {
        return new InfoHash(torrent, 0, 1);
    }

    AnnounceRequest request() {
        return new AnnounceRequest()
                .infoHash(infoHash())
                .peerId(new PeerId(peer, 1, 2))
                .source(ipv6 ? new Address(0x20010db8_00000000L, peer + 1L) : Address.ofIpv4(0x0a000001 + peer), 6881)
                .progress(event, left, 0, 0)
                .numWant(numWant, 200, false)
                .received(AccessKey.NONE, second);
    }
}
