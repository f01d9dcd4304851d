package dev.herald.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.SwarmCounts;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of a private tracker, which returns no peers with the key of the requester. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SameKeyTest {

    private static final AccessKey ALICE = AccessKey.of("the-key-of-alice-1");
    private static final AccessKey BOB = AccessKey.of("the-key-of-bob-123");

    private final Set<Integer> given = new TreeSet<>();

    /** The swarm of the second number is large. */
    @ParameterizedTest
    @ValueSource(ints = {4, 120})
    void peers_with_the_same_key_are_not_returned(int each) {
        Swarms swarms = swarms(true);
        for (int peer = 0; peer < each; peer++) {
            announce(swarms, Announces.of(1, peer), peer % 2 == 0 ? ALICE : BOB, 0);
        }
        announce(swarms, Announces.of(1, 1).overIpv6(), ALICE, 0);
        announce(swarms, Announces.of(1, 2).overIpv6(), BOB, 0);
        given.clear();

        SwarmCounts counts = announce(swarms, Announces.of(1, 0), ALICE, 200);

        assertThat(counts.incomplete()).isEqualTo(each + 2);
        assertThat(given)
                .hasSize(each / 2 + 1)
                .contains(102)
                .allMatch(peer -> peer == 102 || peer % 2 == 1, "peer with another key");
    }

    @Test
    void answer_is_filled_with_peers_of_other_keys() {
        Swarms swarms = swarms(true);
        for (int peer = 0; peer < 100; peer++) {
            announce(swarms, Announces.of(1, peer), peer < 50 ? ALICE : BOB, 0);
        }
        for (int i = 0; i < 50; i++) {
            given.clear();
            announce(swarms, Announces.of(1, 0), ALICE, 20);
            assertThat(given).hasSize(20).allMatch(peer -> peer >= 50);
        }
    }

    @Test
    void only_the_own_session_can_stop_a_peer() {
        Swarms swarms = swarms(true);
        announce(swarms, Announces.of(1, 1), ALICE, 0);
        announce(swarms, Announces.of(1, 1).event(AnnounceEvent.STOPPED), BOB, 0);
        assertThat(swarms.totals().leechers()).isEqualTo(1);
        announce(swarms, Announces.of(1, 1).event(AnnounceEvent.STOPPED), ALICE, 0);
        assertThat(swarms.totals().leechers()).isZero();
    }

    @Test
    void public_tracker_ignores_keys() {
        Swarms swarms = swarms(false);
        announce(swarms, Announces.of(1, 1), ALICE, 0);
        announce(swarms, Announces.of(1, 2), ALICE, 50);
        assertThat(given).containsExactly(1);
    }

    private SwarmCounts announce(Swarms swarms, Announces announce, AccessKey key, int numWant) {
        CollectingSink answer = new CollectingSink();
        AnnounceRequest request = announce.request().numWant(numWant, 200, true).received(key, Announces.START);
        swarms.announce(request, numWant, false, answer);
        for (Endpoint peer : answer.peers) {
            int number = ((int) peer.address().low() & 0xff) - 1;
            given.add(peer.address().family() == Family.IPV4 ? number : number + 100);
        }
        return answer.counts;
    }

    private static Swarms swarms(boolean excludeSameKey) {
        return new Swarms(new SwarmSettings(true, 0, false, 0, Integer.MAX_VALUE, excludeSameKey), 3960, new Random(3));
    }
}
