package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Thousands of random announces, drops, readings, time jumps and cleanings, against {@link NaiveSwarm}. */
final class SwarmsModelTest {

    private static final int LIFETIME = 3960;

    @Property(tries = 200)
    void a_few_clients_in_a_few_swarms(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int clients,
            @ForAll boolean details,
            @ForAll boolean keep) {
        new History(seed, clients, 3, details, keep, false).steps(400);
    }

    @Property(tries = 4)
    void crowds_that_make_swarms_large_and_small_again(
            @ForAll long seed,
            @ForAll @IntRange(min = 450, max = 700) int clients,
            @ForAll boolean details,
            @ForAll boolean keep) {
        History run = new History(seed, clients, 1, details, keep, true);
        run.steps(clients * 4);
        assertThat(run.ipv4(0)).isGreaterThan(SmallPeers.MOST);
        run.second += LIFETIME / 2;
        run.clients = 40;
        run.steps(500);
        run.second += LIFETIME / 2 + 1;
        run.steps(300);
        assertThat(run.ipv4(0)).isLessThan(100);
        run.clients = clients;
        run.steps(clients * 4);
        assertThat(run.ipv4(0)).isGreaterThan(SmallPeers.MOST);
        run.drop(0);
        run.steps(300);
    }
}
