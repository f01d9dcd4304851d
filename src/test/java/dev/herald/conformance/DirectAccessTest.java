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

/** The modes of the tracker itself, without a door. */
final class DirectAccessTest {

    private static final AnnouncePolicy POLICY = new AnnouncePolicy(1800, 900, 10, 50, 200, Unreachable.ANSWER, false);

    private final Swarms swarms = swarms(false);
    private final Swarms apart = swarms(true);

    @Nested
    final class A_public_tracker extends AccessConformance.Public {
        private final Access access = access(false, false);

        @Override
        DoorClient client() {
            return DirectAccessTest.this.client(access);
        }

        @Override
        public Operator operator() {
            return new DirectOperator(access);
        }
    }

    @Nested
    final class A_listed_tracker extends AccessConformance.Listed {
        private final Access access = access(false, true);

        @Override
        DoorClient client() {
            return DirectAccessTest.this.client(access);
        }

        @Override
        public Operator operator() {
            return new DirectOperator(access);
        }
    }

    @Nested
    final class A_private_tracker extends AccessConformance.Private {
        private final Access access = access(true, false);

        @Override
        DoorClient client() {
            return DirectAccessTest.this.client(access);
        }

        @Override
        public Operator operator() {
            return new DirectOperator(access);
        }
    }

    @Nested
    final class A_private_and_listed_tracker extends AccessConformance.PrivateListed {
        private final Access access = access(true, true);

        @Override
        DoorClient client() {
            return DirectAccessTest.this.client(access);
        }

        @Override
        public Operator operator() {
            return new DirectOperator(access);
        }
    }

    private static Swarms swarms(boolean ownersApart) {
        return new Swarms(
                new SwarmSettings(true, 86_400, false, 0, ownersApart), POLICY.peerLifetimeSeconds(), new Random(1));
    }

    private Access access(boolean isPrivate, boolean listed) {
        return new Access(
                new AccessSettings(isPrivate, listed, true), new Random(1), (isPrivate ? apart : swarms)::drop);
    }

    private DoorClient client(Access access) {
        return new DirectClient(new Tracker(POLICY, access, access.settings().isPrivate() ? apart : swarms));
    }
}
