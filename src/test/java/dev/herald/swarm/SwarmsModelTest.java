package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.swarm.History.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Compares the store with {@link NaiveSwarm} in thousands of random announces, drops, reads, time steps and cleanings. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SwarmsModelTest {

    private static final int LIFETIME = 3960;

    @Test
    void few_clients_in_few_swarms() {
        Seeds.runs(40, random -> {
            Kind kind = Kind.of(3, random.nextBoolean(), random.nextBoolean()).sharing(random.nextInt(40));
            new History(random, 1 + random.nextInt(12), kind).steps(400);
        });
    }

    @Test
    void swarms_that_become_large_and_small_again() {
        int[] largest = {0};
        int[] shrunk = {0};
        Seeds.runs(2, random -> {
            int clients = 450 + random.nextInt(250);
            Kind kind = Kind.of(1, random.nextBoolean(), random.nextBoolean())
                    .sharing(Seeds.pick(random, 0, 3, 60))
                    .rare(100);
            History run = new History(random, clients, kind);
            for (int round = 0; round < 2; round++) {
                run.clients = clients;
                run.steps(clients * 4);
                run.second += LIFETIME / 2;
                run.clients = 40;
                run.steps(500);
                run.second += LIFETIME / 2 + 1;
                run.steps(300);
            }
            run.drop(0);
            run.steps(300);
            largest[0] = Math.max(largest[0], run.largest);
            shrunk[0] += run.shrunk;
        });
        assertThat(largest[0]).isGreaterThan(SmallPeers.MAX_PEERS);
        assertThat(shrunk[0]).as("large swarms that became small again").isPositive();
    }

    /** The bounds of a swarm, of the store and of a shard. */
    @Test
    void swarms_that_reach_every_bound() {
        long[] rejected = new long[3];
        Seeds.runs(2, random -> {
            Kind kind = peak(random).bounds(Shard.Bounds.LARGEST.shardTorrents(), 260 + random.nextInt(60));
            rejected[0] += crowd(random, kind).swarmFull();
        });
        Seeds.runs(2, random -> {
            Kind kind = peak(random).cap(300 + random.nextInt(300));
            rejected[1] += crowd(random, kind).storeFull();
        });
        Seeds.runs(4, random -> {
            // More torrents than the shards can hold, so that download counts are lost, too.
            Kind kind = Kind.of(1500, false, random.nextBoolean()).bounds(2, 256);
            History run = new History(random, 3, kind);
            run.steps(3000);
            rejected[2] += run.swarms.activity().shardFull();
        });
        assertThat(rejected).as("by swarm, by cap, by shard").doesNotContain(0);
    }

    private static Kind peak(SplittableRandom random) {
        return Kind.of(2, random.nextBoolean(), random.nextBoolean())
                .sharing(Seeds.pick(random, 2, 60, 100))
                .rare(20);
    }

    private static SwarmActivity crowd(SplittableRandom random, Kind kind) {
        History run = new History(random, 500, kind);
        run.steps(3000);
        return run.swarms.activity();
    }
}
