package dev.herald.benchmark;

import dev.herald.swarm.Swarms;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * Used heap per peer after a full garbage collection, for 2 million peers, with and without details.
 *
 * <p>{@code mvn -Pbench -Dbench.main=dev.herald.benchmark.BytesPerPeer}
 */
public final class BytesPerPeer {

    private BytesPerPeer() {}

    /** Prints a line without details and one with them. */
    public static void main(String[] args) {
        Population population = new Population(1_000_000);
        for (boolean details : new boolean[] {false, true}) {
            long before = heap();
            Swarms swarms = population.swarms(details);
            for (int shard = 0; shard < swarms.shards(); shard++) {
                swarms.clean(shard, Population.SECOND);
            }
            System.out.printf(
                    "details=%b: %.1f bytes per peer, %d peers of %d torrents%n",
                    details,
                    (heap() - before) / (double) population.peers(),
                    population.peers(),
                    swarms.totals().torrents()); // keeps the store reachable until after the measurement
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
