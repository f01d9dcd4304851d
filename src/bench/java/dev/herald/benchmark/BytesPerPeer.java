package dev.herald.benchmark;

import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Random;

/**
 * Heap after a full collection, divided by peers: 2 million of them, with and without details.
 *
 * <p>{@code mvn -Pbench -Dbench.main=dev.herald.benchmark.BytesPerPeer}
 */
public final class BytesPerPeer {

    private static final PeerSink NOWHERE = new PeerSink() {
        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {}
    };

    private BytesPerPeer() {}

    /** Prints a line for each of the two forms. */
    public static void main(String[] args) {
        Population population = new Population(1_000_000);
        for (boolean details : new boolean[] {false, true}) {
            long before = heap();
            Swarms swarms = new Swarms(new SwarmSettings(details, 0), 3960, new Random(1));
            for (int peer = 0; peer < population.peers(); peer++) {
                swarms.announce(population.announce(peer), 0, false, NOWHERE);
            }
            for (int shard = 0; shard < swarms.shards(); shard++) {
                swarms.clean(shard, Population.SECOND);
            }
            System.out.printf(
                    "details=%b: %.1f bytes per peer, %d peers%n",
                    details, (heap() - before) / (double) population.peers(), population.peers());
            if (swarms.scrape(population.infoHash(0), Population.SECOND).complete() < 0) {
                throw new IllegalStateException("the store must stay alive until it has been measured");
            }
        }
    }

    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
