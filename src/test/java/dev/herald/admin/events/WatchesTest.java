package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.events.Watches.Started;
import dev.herald.admin.events.Watches.Target;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.Network;
import dev.herald.metrics.Frontend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class WatchesTest {

    private static final InfoHash TORRENT = new InfoHash(1, 2, 3);
    private static final Target OF_TORRENT = new Target(Optional.of(TORRENT), Optional.empty());
    private static final Target OF_NETWORK = new Target(Optional.empty(), Network.parse("203.0.113.0/24"));

    private final List<Boolean> activity = new ArrayList<>();
    private final FakeSse sse = new FakeSse();
    private final FakeViewer viewer = new FakeViewer();
    private long second = 1_796_126_400;
    private final Watches watches = new Watches(activity::add, Runnable::run, () -> second);

    private static AnnounceRequest request(InfoHash torrent, String address) {
        return new AnnounceRequest()
                .infoHash(torrent)
                .peerId(0x2d71_4234_3630_302dL, 0, 0)
                .source(Address.parse(address).orElseThrow(), 6881)
                .progress(AnnounceEvent.STARTED, 5, 0, 0)
                .received(AccessKey.NONE, 0);
    }

    private void announce(InfoHash torrent, String address) {
        watches.handled(request(torrent, address), Frontend.UDP, "answered");
    }

    @Test
    void announces_of_a_torrent_are_sent_to_the_viewer() {
        watches.start("a", OF_TORRENT);
        assertThat(watches.view("a", viewer, sse)).isTrue();
        assertThat(watches.accepts(request(TORRENT, "192.0.2.1"))).isTrue();
        assertThat(watches.accepts(request(new InfoHash(1, 2, 4), "192.0.2.1"))).isFalse();
        announce(TORRENT, "192.0.2.1");
        announce(new InfoHash(1, 2, 4), "192.0.2.1");
        watches.publish();
        assertThat(viewer.received())
                .containsExactly(
                        "comment  ",
                        "announce 1796126400 {\"time\":\"2026-12-01T12:00:00Z\",\"frontend\":\"udp\",\"hash\":\""
                                + TORRENT + "\",\"event\":\"started\",\"left\":5,\"client\":\"qBittorrent 4.6.0\","
                                + "\"address\":\"192.0.2.1\",\"port\":6881,\"result\":\"answered\"}");
    }

    @Test
    void announces_of_a_network_are_watched() {
        watches.start("a", OF_NETWORK);
        assertThat(watches.accepts(request(TORRENT, "203.0.113.9"))).isTrue();
        assertThat(watches.accepts(request(TORRENT, "203.0.114.9"))).isFalse();
        assertThat(watches.accepts(request(TORRENT, "2001:db8::1"))).isFalse();
    }

    @Test
    void what_is_seen_before_the_viewer_connects_is_kept_up_to_a_bound() {
        watches.start("a", OF_TORRENT);
        for (int i = 0; i < 2 * Watch.MAX_WAITING; i++) {
            second++;
            announce(TORRENT, "192.0.2.1");
            watches.publish();
            if (i == Watch.MAX_WAITING) {
                second -= i;
            }
        }
        watches.view("a", viewer, sse);
        watches.publish();
        assertThat(viewer.received()).hasSize(1 + Watch.MAX_WAITING);
    }

    @Test
    void only_twenty_announces_a_second_are_sent() {
        watches.start("a", OF_TORRENT);
        watches.view("a", viewer, sse);
        for (int i = 0; i < 100; i++) {
            announce(TORRENT, "192.0.2.1");
        }
        watches.publish();
        assertThat(viewer.received()).hasSize(1 + Watch.PER_SECOND);
        second++;
        announce(TORRENT, "192.0.2.1");
        watches.publish();
        assertThat(viewer.received()).hasSize(2 + Watch.PER_SECOND);
    }

    @Test
    void a_watch_ends_after_five_minutes() {
        Started started = watches.start("a", OF_TORRENT).orElseThrow();
        assertThat(started.until()).isEqualTo(second + 300);
        watches.view("a", viewer, sse);
        second += 299;
        watches.publish();
        assertThat(viewer.isClosed()).isFalse();
        second++;
        watches.publish();
        assertThat(viewer.isClosed()).isTrue();
        assertThat(viewer.received()).last().isEqualTo("end 1796126700 {}");
        assertThat(watches.exists("a")).isFalse();
    }

    @Test
    void a_watch_can_be_stopped() {
        watches.start("a", OF_TORRENT);
        watches.view("a", viewer, sse);
        announce(TORRENT, "192.0.2.1");
        watches.stop("a");
        watches.stop("a");
        assertThat(viewer.received()).hasSize(3).last().asString().startsWith("end ");
        assertThat(viewer.isClosed()).isTrue();
        assertThat(watches.view("a", new FakeViewer(), sse)).isFalse();
    }

    @Test
    void the_tracker_is_told_when_the_first_begins_and_the_last_ends() {
        watches.start("a", OF_TORRENT);
        watches.start("b", OF_NETWORK);
        watches.stop("a");
        assertThat(activity).containsExactly(true);
        watches.close();
        assertThat(activity).containsExactly(true, false);
    }

    @Test
    void the_number_of_watches_and_viewers_is_limited() {
        for (int i = 0; i < Watches.MAX_WATCHES; i++) {
            assertThat(watches.start("w" + i, OF_TORRENT)).isPresent();
        }
        assertThat(watches.start("more", OF_TORRENT)).isEmpty();
        for (int i = 0; i < 4; i++) {
            assertThat(watches.view("w0", new FakeViewer(), sse)).isTrue();
        }
        assertThat(watches.view("w0", new FakeViewer(), sse)).isFalse();
        watches.stop("w0");
        assertThat(watches.start("more", OF_TORRENT)).isPresent();
    }
}
