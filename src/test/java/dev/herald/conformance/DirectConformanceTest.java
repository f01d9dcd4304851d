package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The tracker tests by calls of {@link Tracker} without a frontend, and tests of expiry with an injected clock. */
final class DirectConformanceTest {

    @Nested
    final class With_peer_details extends Direct {
        With_peer_details() {
            super(true);
        }
    }

    @Nested
    final class With_peer_id_fingerprints_only extends Direct {
        With_peer_id_fingerprints_only() {
            super(false);
        }
    }

    private abstract static class Direct extends TrackerConformance {

        private static final AnnouncePolicy POLICY =
                new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

        private final DirectClient client;

        Direct(boolean details) {
            Swarms swarms = new Swarms(
                    new SwarmSettings(details, 86_400), POLICY.peerLifetimeSeconds(), new Random(20_150_605));
            client = new DirectClient(
                    new Tracker(POLICY, new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}), swarms));
        }

        @Override
        public DirectClient frontend() {
            return client;
        }

        @Test
        void timed_out_peer_is_neither_counted_nor_returned() {
            announce(peer(1));
            announce(peer(2).left(0));
            client.advanceSeconds(POLICY.peerLifetimeSeconds() - 10);
            assertThat(announce(peer(3)).peers()).containsExactlyInAnyOrder(v4(1), v4(2));
            client.advanceSeconds(12);
            Answer later = announce(peer(4));
            assertThat(later.complete()).isZero();
            assertThat(later.incomplete()).isEqualTo(2);
            assertThat(later.peers()).containsExactly(v4(3));
        }

        @Test
        void peer_that_announces_in_time_is_kept() {
            announce(peer(1));
            for (int i = 0; i < 5; i++) {
                client.advanceSeconds(1800);
                assertThat(announce(peer(1)).incomplete()).isEqualTo(1);
            }
        }
    }
}
