package dev.herald.conformance;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** The modes of the tracker itself, without a frontend. */
final class DirectAccessTest {

    private static final AnnouncePolicy POLICY = new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

    @Nested
    final class A_public_tracker extends AccessConformance.Public {
        A_public_tracker() {
            super(tracker(false, false));
        }
    }

    @Nested
    final class A_listed_tracker extends AccessConformance.Listed {
        A_listed_tracker() {
            super(tracker(false, true));
        }
    }

    @Nested
    final class A_private_tracker extends AccessConformance.Private {
        A_private_tracker() {
            super(tracker(true, false));
        }
    }

    @Nested
    final class A_private_and_listed_tracker extends AccessConformance.PrivateListed {
        A_private_and_listed_tracker() {
            super(tracker(true, true));
        }
    }

    private static Entrance tracker(boolean isPrivate, boolean listed) {
        Swarms swarms = new Swarms(
                new SwarmSettings(true, 86_400, false, 0, Integer.MAX_VALUE, isPrivate),
                POLICY.peerLifetimeSeconds(),
                new Random(1));
        Access access = new Access(new AccessSettings(isPrivate, listed, true), new Random(1), swarms::drop);
        return new Entrance(new DirectClient(new Tracker(POLICY, access, swarms)), new DirectOperator(access));
    }
}
