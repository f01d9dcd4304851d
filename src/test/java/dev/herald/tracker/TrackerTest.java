package dev.herald.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.metrics.Frontend;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TrackerTest {

    private static final InfoHash TORRENT = InfoHash.ofHex("562a813d4255d620ab802bc9260d70ea99f821b0");

    /** Records the answer of an announce. */
    private static final class Reply implements AnnounceReply {
        int incomplete;
        int intervalSeconds;
        int minIntervalSeconds;
        Rejection rejection;
        int peers;

        @Override
        public Frontend frontend() {
            return Frontend.UDP;
        }

        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            peers += count;
        }

        @Override
        public void counts(int seeders, int others, int downloaders, int downloaded) {
            incomplete = others;
        }

        @Override
        public void accepted(int seconds, int minSeconds) {
            intervalSeconds = seconds;
            minIntervalSeconds = minSeconds;
        }

        @Override
        public void rejected(Rejection given, String text) {
            rejection = given;
        }
    }

    @Test
    void a_watcher_is_told_of_the_announces_that_it_watches() {
        Tracker tracker = crowded(policy(0, 50, 200, Unreachable.REJECT, false));
        List<String> told = new ArrayList<>();
        tracker.watch(new AnnounceWatcher() {
            @Override
            public boolean watches(AnnounceRequest request) {
                return request.port() != 7;
            }

            @Override
            public void handled(AnnounceRequest request, Frontend frontend, Optional<Rejection> rejection) {
                told.add(frontend + " " + request.port() + " " + rejection);
            }
        });
        assertThat(announce(tracker, 1, 6881, AnnounceEvent.NONE, 1, 50, 200).peers)
                .isEqualTo(50);
        announce(tracker, 1, 7, AnnounceEvent.NONE, 1, 50, 200);
        assertThat(announce(tracker, 1, 0, AnnounceEvent.NONE, 1, 50, 200).rejection)
                .isEqualTo(Rejection.INVALID_PORT);
        tracker.watch(AnnounceWatcher.NONE);
        announce(tracker, 1, 6881, AnnounceEvent.NONE, 1, 50, 200);
        assertThat(told).containsExactly("UDP 6881 Optional.empty", "UDP 0 Optional[INVALID_PORT]");
    }

    @Test
    void num_want_has_a_default_and_a_maximum() {
        Tracker tracker = crowded(policy(0, 50, 100, Unreachable.ANSWER, false));
        assertThat(ask(tracker, AnnounceRequest.NUM_WANT_DEFAULT, 200).peers).isEqualTo(50);
        assertThat(ask(tracker, 7, 200).peers).isEqualTo(7);
        assertThat(ask(tracker, 0, 200).peers).isZero();
        assertThat(ask(tracker, 9999, 200).peers).isEqualTo(100);
        assertThat(ask(tracker, 9999, 67).peers).as("room in the answer").isEqualTo(67);
    }

    @Test
    void the_interval_is_extended_by_up_to_the_jitter() {
        Tracker tracker = crowded(policy(10, 50, 200, Unreachable.ANSWER, false));
        List<Integer> intervals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Reply reply = ask(tracker, 0, 200);
            intervals.add(reply.intervalSeconds);
            assertThat(reply.minIntervalSeconds).isEqualTo(900);
        }
        assertThat(intervals).allMatch(seconds -> seconds >= 1800 && seconds <= 1980);
        assertThat(intervals.stream().distinct().count()).isGreaterThan(50);
    }

    @Test
    void an_unreachable_peer_is_answered_or_rejected_by_policy() {
        Tracker answering = crowded(policy(0, 50, 200, Unreachable.ANSWER, false));
        Reply reply = announce(answering, 1000, 0, AnnounceEvent.STARTED, 5, 10, 200);
        assertThat(reply.peers).isEqualTo(10);
        assertThat(reply.incomplete).isEqualTo(300);

        Tracker rejecting = crowded(policy(0, 50, 200, Unreachable.REJECT, false));
        assertThat(announce(rejecting, 1000, 1, AnnounceEvent.STARTED, 5, 10, 200).rejection)
                .isEqualTo(Rejection.INVALID_PORT);
        assertThat(announce(rejecting, 1000, 0, AnnounceEvent.STOPPED, 5, 10, 200).rejection)
                .as("a goodbye is heard all the same")
                .isNull();
    }

    @Test
    void a_started_seeder_without_transfers_gets_seeders_by_policy() {
        for (boolean fill : new boolean[] {false, true}) {
            Tracker tracker = new Tracker(
                    policy(0, 50, 200, Unreachable.ANSWER, fill),
                    new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}),
                    new Swarms(new SwarmSettings(true, 0), 3960, new Random(5)));
            announce(tracker, 1, 6881, AnnounceEvent.STARTED, 0, 50, 200);
            assertThat(announce(tracker, 2, 6881, AnnounceEvent.STARTED, 0, 50, 200).peers)
                    .isEqualTo(fill ? 1 : 0);
            assertThat(announce(tracker, 2, 6881, AnnounceEvent.NONE, 0, 50, 200).peers)
                    .isZero();
        }
    }

    @Test
    void a_scrape_keeps_the_order_and_has_zeros_for_unknown_torrents() {
        Tracker tracker = crowded(policy(0, 50, 200, Unreachable.ANSWER, false));
        InfoHash unknown = new InfoHash(1, 2, 3);
        List<String> passed = new ArrayList<>();
        ScrapeReply reply = new ScrapeReply() {
            @Override
            public void torrent(long hashHigh, long hashMiddle, int hashLow) {
                passed.add(new InfoHash(hashHigh, hashMiddle, hashLow).toString());
            }

            @Override
            public void counts(int complete, int incomplete, int downloaders, int downloaded) {
                passed.add(String.valueOf(incomplete));
            }

            @Override
            public void done() {
                passed.add("done");
            }

            @Override
            public void rejected(Rejection rejection, String text) {
                passed.add(text);
            }
        };
        tracker.scrape(ScrapeRequest.of(List.of(unknown, TORRENT, unknown), AccessKey.NONE, 0), reply);
        tracker.scrape(ScrapeRequest.of(List.of(), AccessKey.NONE, 0), reply);
        assertThat(passed)
                .containsExactly(
                        unknown.toString(),
                        "0",
                        TORRENT.toString(),
                        "300",
                        unknown.toString(),
                        "0",
                        "done",
                        "full scrape not supported");
    }

    /** The swarm of a forbidden torrent may still exist. */
    @Test
    void a_scrape_has_zeros_for_a_forbidden_torrent() {
        Access access = new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {});
        Tracker tracker = crowded(policy(0, 50, 200, Unreachable.ANSWER, false), access);
        assertThat(incomplete(tracker)).isEqualTo(300);
        access.deny(TORRENT, "");
        assertThat(incomplete(tracker)).isZero();
        access.undeny(TORRENT);
        assertThat(incomplete(tracker)).isEqualTo(300);
    }

    @Test
    void an_invalid_policy_is_rejected_with_setting_rule_and_value() {
        assertThatThrownBy(() -> new AnnouncePolicy(59, 30, 0, 50, 200, Unreachable.ANSWER, false))
                .hasMessage("herald.announce.interval must be from 60 to 14400 seconds, but is 59");
        assertThatThrownBy(() -> new AnnouncePolicy(1800, 1801, 0, 50, 200, Unreachable.ANSWER, false))
                .hasMessageStartingWith("herald.announce.min-interval must be from 30 to 1800");
        assertThatThrownBy(() -> new AnnouncePolicy(1800, 900, 0, 201, 200, Unreachable.ANSWER, false))
                .hasMessageStartingWith("herald.announce.default-peers");
        assertThatThrownBy(() -> new AnnouncePolicy(1800, 900, 51, 50, 200, Unreachable.ANSWER, false))
                .hasMessageStartingWith("herald.announce.jitter");
        assertThatThrownBy(() -> new AnnouncePolicy(1800, 900, 0, 50, 201, Unreachable.ANSWER, false))
                .hasMessageStartingWith("herald.announce.max-peers");
    }

    private static AnnouncePolicy policy(
            int jitter, int defaultPeers, int maxPeers, Unreachable unreachable, boolean seederFill) {
        return new AnnouncePolicy(1800, 900, jitter, defaultPeers, maxPeers, unreachable, seederFill);
    }

    private static int incomplete(Tracker tracker) {
        List<Integer> passed = new ArrayList<>();
        tracker.scrape(ScrapeRequest.of(List.of(TORRENT), AccessKey.NONE, 1_700_000_000L), new ScrapeReply() {
            @Override
            public void torrent(long hashHigh, long hashMiddle, int hashLow) {}

            @Override
            public void counts(int complete, int incomplete, int downloaders, int downloaded) {
                passed.add(incomplete);
            }

            @Override
            public void done() {}

            @Override
            public void rejected(Rejection rejection, String text) {
                throw new AssertionError(text);
            }
        });
        return passed.get(0);
    }

    private static Tracker crowded(AnnouncePolicy policy) {
        return crowded(policy, new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}));
    }

    private static Tracker crowded(AnnouncePolicy policy, Access access) {
        Tracker tracker = new Tracker(
                policy, access, new Swarms(new SwarmSettings(true, 0), policy.peerLifetimeSeconds(), new Random(5)));
        for (int i = 0; i < 300; i++) {
            announce(tracker, i, 6881, AnnounceEvent.NONE, 5, 0, 200);
        }
        return tracker;
    }

    private static Reply ask(Tracker tracker, int numWant, int capacity) {
        return announce(tracker, 0, 6881, AnnounceEvent.NONE, 5, numWant, capacity);
    }

    private static Reply announce(
            Tracker tracker, int peer, int port, AnnounceEvent event, long left, int numWant, int capacity) {
        Reply reply = new Reply();
        tracker.announce(
                new AnnounceRequest()
                        .infoHash(TORRENT)
                        .peerId(new PeerId(peer, 0, 0))
                        .source(Address.ofIpv4(0x0a000000 + peer), port)
                        .progress(event, left, 0, 0)
                        .numWant(numWant, capacity, true)
                        .received(AccessKey.NONE, 1_700_000_000L),
                reply);
        return reply;
    }
}
