package dev.herald.swarm;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.PeerSink;
import java.util.Random;

/** A program that fills a store as large as this JVM's heap allows, and then needs some of the heap itself. */
final class FullHeap {

    /** How peers are spread over torrents. */
    enum Distribution {
        RANDOM_HASHES(1),
        SWARMS_JUST_LARGE(257),
        SWARMS_HALF_LEFT(257),
        SHARED_IDS(Integer.MAX_VALUE);

        private final int peersOfATorrent;

        Distribution(int peersOfATorrent) {
            this.peersOfATorrent = peersOfATorrent;
        }
    }

    private static final PeerSink IGNORED = (family, wire, offset, count) -> {};

    private final Distribution distribution;
    private final Swarms swarms;

    private FullHeap(Distribution distribution, boolean details) {
        this.distribution = distribution;
        int most = SwarmSettings.peersOf(Runtime.getRuntime().maxMemory(), details);
        swarms = new Swarms(new SwarmSettings(details, 0, false, most, Integer.MAX_VALUE, false), 3960, new Random(1));
    }

    /** Arguments: the distribution, and whether details are kept. Prints the totals, or exits with an error. */
    public static void main(String[] args) {
        new FullHeap(Distribution.valueOf(args[0]), Boolean.parseBoolean(args[1])).fill();
    }

    private void fill() {
        int added = 0;
        while (swarms.activity().storeFull() == 0) {
            for (int i = 0; i < 1000; i++) {
                announce(added++, AnnounceEvent.NONE);
            }
        }
        if (distribution == Distribution.SWARMS_HALF_LEFT) {
            for (int peer = 0; peer < added; peer++) {
                if (peer % distribution.peersOfATorrent > distribution.peersOfATorrent / 2 + 1) {
                    announce(peer, AnnounceEvent.STOPPED);
                }
            }
            while (swarms.activity().storeFull() < 1000) {
                announce(added++, AnnounceEvent.NONE);
            }
        }
        for (int turn = 0; turn < 5; turn++) {
            // The frontends need a tenth of the heap.
            byte[] frontends = new byte[(int) (Runtime.getRuntime().maxMemory() / 10)];
            for (int i = 0; i < frontends.length; i += 1000) {
                announce(added++, AnnounceEvent.NONE);
            }
        }
        System.out.println("full: " + swarms.totals());
    }

    private void announce(int peer, AnnounceEvent event) {
        int torrent = peer / distribution.peersOfATorrent;
        AnnounceRequest request = new AnnounceRequest()
                .infoHash(new InfoHash(torrent * 0x9e37_79b9_7f4a_7c15L, torrent, torrent))
                .peerId(new PeerId(distribution == Distribution.SHARED_IDS ? peer / 2 : peer, 1, 2))
                .source(new Address(0x20010db8_00000000L + peer, peer), 6881)
                .progress(event, 1, 0, 0)
                .numWant(0, 200, false)
                .received(AccessKey.NONE, Announces.START);
        swarms.announce(request, 0, false, IGNORED);
    }
}
