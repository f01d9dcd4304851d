package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.access.Decision;
import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.http.HttpSettings;
import dev.herald.http.HttpTracker;
import dev.herald.http.TrackerRequest;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpSettings;
import dev.herald.udp.transport.UdpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set by two hours while a tracker runs that is assembled as in {@link Assembly}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ClockStepTest {

    private static final AnnouncePolicy POLICY =
            new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false);
    private static final InfoHash TORRENT = new InfoHash(1, 2, 3);
    private static final long HOUR = 3600;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
    private final AtomicLong nanos = new AtomicLong(77);
    private final SteadyClock clock = new SteadyClock(() -> Instant.ofEpochMilli(wallMillis.get()), nanos::get);
    private final Swarms swarms =
            new Swarms(new SwarmSettings(true, 86_400), POLICY.peerLifetimeSeconds(), new Random(3));

    @ParameterizedTest
    @ValueSource(longs = {2 * HOUR, -2 * HOUR})
    void connection_ids_and_peers_stay_valid(long step) throws IOException {
        Endpoint loopback = new Endpoint(Address.ofIpv4(0x7f000001), 0);
        UdpSettings settings = new UdpSettings(List.of(loopback), 1, UdpSettings.Transport.AUTO, 1 << 20);
        try (UdpServer server = new UdpServer(settings, new byte[16], tracker(access(false)), new Metrics(), clock);
                DatagramSocket client = new DatagramSocket()) {
            client.connect(server.open().get(0).toSocketAddress());
            client.setSoTimeout(TIMEOUT_MILLIS);
            ByteBuffer connect = ByteBuffer.allocate(16).putLong(0x41727101980L);
            long id = ask(client, connect).getLong(8);
            assertThat(peers(announce(client, id, 1000))).isZero();

            set(step);

            assertThat(peers(announce(client, id, 1001))).isEqualTo(1);
            long idAfterwards = ask(client, connect).getLong(8);
            set(-step);
            pass(Duration.ofSeconds(100));
            assertThat(peers(announce(client, idAfterwards, 1002))).isEqualTo(2);
            cleanUp();
            assertThat(counts().incomplete()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2 * HOUR, -2 * HOUR})
    void peers_time_out_by_the_elapsed_time(long step) {
        HttpTracker http = http();
        announce(http, "");

        set(step);
        cleanUp();

        assertThat(counts().incomplete()).isEqualTo(1);
        assertThat(swarms.peers(TORRENT, clock.second(), 10)).hasSize(1);
        pass(Duration.ofSeconds(POLICY.peerLifetimeSeconds()));
        cleanUp();
        assertThat(counts().incomplete()).isEqualTo(1);
        pass(Duration.ofSeconds(2));
        assertThat(swarms.peers(TORRENT, clock.second(), 10)).isEmpty();
        cleanUp();
        assertThat(counts().incomplete()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {2 * HOUR, -2 * HOUR})
    void the_time_of_an_announce_is_shown_by_the_wall_clock(long step) {
        HttpTracker http = http();
        announce(http, "");
        set(step);
        pass(Duration.ofSeconds(100));
        long announced = swarms.peers(TORRENT, clock.second(), 10).get(0).second();
        assertThat(clock.wall(announced)).isEqualTo(wallMillis.get() / 1000 - 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {2 * HOUR, -2 * HOUR})
    void keys_expire_by_the_wall_clock(long step) {
        Access access = access(true);
        String key = "a".repeat(32);
        long second = wallMillis.get() / 1000;
        access.putKey(AccessKey.of(key), step > 0 ? second + HOUR : second - HOUR);
        assertThat(access.key(AccessKey.of(key), clock.second()))
                .isEqualTo(step > 0 ? Decision.ALLOWED : Decision.EXPIRED_KEY);
        set(step);
        assertThat(access.key(AccessKey.of(key), clock.second()))
                .isEqualTo(step > 0 ? Decision.EXPIRED_KEY : Decision.ALLOWED);
    }

    private Access access(boolean isPrivate) {
        AccessSettings settings = isPrivate ? new AccessSettings(true, false, true) : AccessSettings.PUBLIC;
        return new Access(settings, new Random(1), infoHash -> {}, clock::wall);
    }

    private HttpTracker http() {
        return new HttpTracker(
                new HttpSettings(new Endpoint(new Address(0, 0), 0), List.of(), true),
                tracker(access(false)),
                Frontend.HTTP_JAXRS,
                new Metrics(),
                clock);
    }

    private Tracker tracker(Access access) {
        return new Tracker(POLICY, access, swarms);
    }

    /** Sets the wall clock. */
    private void set(long step) {
        wallMillis.addAndGet(step * 1000);
    }

    private void pass(Duration time) {
        wallMillis.addAndGet(time.toMillis());
        nanos.addAndGet(time.toNanos());
    }

    /** Cleans like {@link SwarmCleaner}. */
    private void cleanUp() {
        for (int shard = 0; shard < swarms.shards(); shard++) {
            swarms.clean(shard, clock.second());
        }
    }

    private SwarmCounts counts() {
        return swarms.scrape(TORRENT, clock.second());
    }

    private static void announce(HttpTracker http, String rest) {
        String query = "info_hash=%00%00%00%00%00%00%00%01%00%00%00%00%00%00%00%02%00%00%00%03"
                + "&peer_id=-ST0001-abcdefghijkl&port=6881&left=1" + rest;
        http.answer(new TrackerRequest("GET", "/announce", query, Address.ofIpv4(0xcb007107), name -> List.of()));
    }

    private static ByteBuffer announce(DatagramSocket client, long id, int port) throws IOException {
        return ask(
                client,
                ByteBuffer.allocate(98)
                        .putLong(id)
                        .putInt(1)
                        .putInt(port)
                        .putLong(TORRENT.high())
                        .putLong(TORRENT.middle())
                        .putInt(TORRENT.low())
                        .putInt(52, port) // the end of the peer id: differs for each client
                        .putLong(64, 1)
                        .putInt(80, 2)
                        .putInt(92, -1)
                        .putShort(96, (short) port));
    }

    private static int peers(ByteBuffer answer) {
        assertThat(answer.getInt(0)).isEqualTo(1);
        return (answer.remaining() - 20) / 6;
    }

    private static ByteBuffer ask(DatagramSocket client, ByteBuffer request) throws IOException {
        byte[] bytes = new byte[request.capacity()];
        request.get(0, bytes);
        client.send(new DatagramPacket(bytes, bytes.length));
        DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
        client.receive(answer);
        return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
    }
}
