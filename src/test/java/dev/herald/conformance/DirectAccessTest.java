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

/** Access control in each mode, by calls of {@link Tracker} without a frontend. */
final class DirectAccessTest {

    private static final AnnouncePolicy POLICY = new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

    @Nested
    final class Public_tracker extends AccessConformance.Public {
        Public_tracker() {
            super(tracker(false, false));
        }
    }

    @Nested
    final class Listed_tracker extends AccessConformance.Listed {
        Listed_tracker() {
            super(tracker(false, true));
        }
    }

    @Nested
    final class Private_tracker extends AccessConformance.Private {
        Private_tracker() {
            super(tracker(true, false));
        }
    }

    @Nested
    final class Private_and_listed_tracker extends AccessConformance.PrivateListed {
        Private_and_listed_tracker() {
            super(tracker(true, true));
        }
    }

    private static FrontendUnderTest tracker(boolean isPrivate, boolean listed) {
        Swarms swarms = new Swarms(
                new SwarmSettings(true, 86_400, false, 0, Integer.MAX_VALUE, isPrivate),
                POLICY.peerLifetimeSeconds(),
                new Random(1));
        Access access = new Access(new AccessSettings(isPrivate, listed, true), new Random(1), swarms::drop);
        return new FrontendUnderTest(new DirectClient(new Tracker(POLICY, access, swarms)), new DirectOperator(access));
    }
}
