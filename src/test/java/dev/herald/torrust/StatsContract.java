package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.Api.Answer;
import dev.herald.torrust.HeraldExtension.Mode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue.ValueType;
import java.io.IOException;
import java.io.StringReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code api/v1/contract/context/stats.rs} */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class StatsContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    private static final String[] NAMES = {
        "torrents",
        "seeders",
        "completed",
        "completed_in_session",
        "completed_persisted",
        "completed_persisted_enabled",
        "leechers",
        "tcp4_connections_handled",
        "tcp4_announces_handled",
        "tcp4_scrapes_handled",
        "tcp6_connections_handled",
        "tcp6_announces_handled",
        "tcp6_scrapes_handled",
        "udp_requests_discarded",
        "udp_requests_aborted",
        "udp_requests_banned",
        "udp_banned_ips_total",
        "udp_avg_connect_processing_time_ns",
        "udp_avg_announce_processing_time_ns",
        "udp_avg_scrape_processing_time_ns",
        "udp4_requests",
        "udp4_connections_handled",
        "udp4_announces_handled",
        "udp4_scrapes_handled",
        "udp4_responses",
        "udp4_errors_handled",
        "udp6_requests",
        "udp6_connections_handled",
        "udp6_announces_handled",
        "udp6_scrapes_handled",
        "udp6_responses",
        "udp6_errors_handled"
    };

    /** The metrics of Torrust, and those that Herald adds. Certificate metrics exist only with TLS. */
    private static final String METRICS = """
            swarm_coordination_registry_torrents_added_total counter
            swarm_coordination_registry_torrents_removed_total counter
            swarm_coordination_registry_torrents_downloads_total counter
            swarm_coordination_registry_torrents_total gauge
            swarm_coordination_registry_torrents_inactive_total gauge
            swarm_coordination_registry_peers_added_total counter
            swarm_coordination_registry_peers_removed_total counter
            swarm_coordination_registry_peers_updated_total counter
            swarm_coordination_registry_peers_completed_state_reverted_total counter
            swarm_coordination_registry_peer_connections_total gauge
            swarm_coordination_registry_peers_inactive_total gauge
            swarm_coordination_registry_unique_peers_total gauge
            tracker_core_persistent_torrents_downloads_total counter
            tracker_core_in_session_torrents_downloads_total counter
            tracker_core_persisted_torrents_downloads_total counter
            http_tracker_core_requests_received_total counter
            udp_tracker_core_requests_received_total counter
            udp_tracker_server_requests_received_total counter
            udp_tracker_server_requests_accepted_total counter
            udp_tracker_server_requests_aborted_total counter
            udp_tracker_server_requests_banned_total counter
            udp_tracker_server_requests_discarded_total counter
            udp_tracker_server_responses_sent_total counter
            udp_tracker_server_errors_total counter
            udp_tracker_server_connection_id_errors_total counter
            udp_tracker_server_performance_avg_processed_requests_total counter
            udp_tracker_server_ips_banned_total gauge
            udp_tracker_server_performance_avg_processing_time_ns gauge
            herald_peers_turned_away_total counter
            herald_download_totals gauge
            herald_downloads_uncounted_total counter
            udp_tracker_server_datagrams_dropped_total counter
            herald_connections_open gauge
            herald_connections_refused_total counter
            """;

    @Test
    void should_allow_getting_tracker_statistics() {
        JsonObject before = stats();
        Announces.to(HERALD.http()).announce(Announces.query(Announces.newTorrent()));
        JsonObject after = stats();

        assertThat(after.keySet()).containsExactly(NAMES);
        assertThat(after.values()).allMatch(value -> value.getValueType() == ValueType.NUMBER);
        assertThat(after.getInt("torrents")).isEqualTo(before.getInt("torrents") + 1);
        assertThat(after.getInt("seeders")).isEqualTo(before.getInt("seeders") + 1);
        assertThat(after.getInt("leechers")).isEqualTo(before.getInt("leechers"));
    }

    @Test
    void should_allow_getting_tracker_statistics_for_prometheus() {
        Answer answer = HERALD.api().get("/api/v1/stats?format=prometheus");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo(Expected.TEXT);
        assertThat(answer.body().lines().map(line -> line.replaceAll(" \\d+$", "")))
                .containsExactly(NAMES);
    }

    @Test
    void should_allow_getting_labelled_metrics() {
        Announces.to(HERALD.http()).announce(Announces.query(Announces.newTorrent()));
        Answer json = HERALD.api().get("/api/v1/metrics");
        Answer text = HERALD.api().get("/api/v1/metrics?format=prometheus");

        assertThat(json.type()).isEqualTo(Expected.JSON);
        JsonObject first = Json.createReader(new StringReader(json.body()))
                .readObject()
                .getJsonArray("metrics")
                .getJsonObject(0);
        assertThat(first.keySet()).containsExactly("type", "name", "help", "unit", "samples");
        assertThat(text.type()).isEqualTo(Expected.TEXT);
        assertThat(text.body()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.substring(7)))
                .containsExactlyInAnyOrderElementsOf(METRICS.lines().toList());
        assertThat(text.body())
                .containsPattern("\nswarm_coordination_registry_peer_connections_total\\{peer_role=\"seeder\"} [1-9]")
                .containsPattern(
                        "\nhttp_tracker_core_requests_received_total\\{server_binding_address_ip_family=\"inet\","
                                + "server_binding_address_ip_type=\"v4_mapped_v6\",server_binding_ip=\"::\","
                                + "server_binding_port=\"" + HERALD.http() + "\",server_binding_protocol=\"http\","
                                + "request_kind=\"announce\"} [1-9]")
                .contains("\nudp_tracker_server_requests_received_total{server_binding_address_ip_family=\"inet\","
                        + "server_binding_address_ip_type=\"plain\",server_binding_ip=\"127.0.0.1\","
                        + "server_binding_port=\"" + HERALD.udp() + "\",server_binding_protocol=\"udp\"} ");
    }

    /** Torrust has no such test. */
    @Test
    void invalid_connection_ids_are_counted_by_client_software() throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 77});
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(here, 0))) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), HERALD.udp()));
            socket.setSoTimeout(10_000);
            byte[] announce = ByteBuffer.allocate(98)
                    .putInt(8, 1)
                    .put(36, "-TR4000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII))
                    .array();
            socket.send(new DatagramPacket(announce, announce.length));
            byte[] connect = ByteBuffer.allocate(16).putLong(0x417_2710_1980L).array();
            socket.send(new DatagramPacket(connect, connect.length));
            socket.receive(new DatagramPacket(new byte[16], 16));
        }

        // The server may process the connect before the announce.
        Instant end = Instant.now().plusSeconds(10);
        String metrics = metrics();
        while (!metrics.contains("\"Transmission\"") && Instant.now().isBefore(end)) {
            metrics = metrics();
        }
        assertThat(metrics)
                .containsPattern(
                        "\nudp_tracker_server_connection_id_errors_total\\{server_binding_address_ip_family=\"inet\","
                                + "[^}]*,client_software_name=\"Transmission\"} [1-9]");
    }

    @Test
    void should_fail_when_the_format_is_not_known() {
        Expected.badRequest(
                HERALD.api().get("/api/v1/stats?format=xml"),
                "Failed to deserialize query string: unknown variant `xml`, expected `json` or `prometheus`");
    }

    @Test
    void should_not_allow_getting_tracker_statistics_for_unauthenticated_users() {
        Expected.onlyWithToken(HERALD.api(), "GET", "/api/v1/stats");
        Expected.onlyWithToken(HERALD.api(), "GET", "/api/v1/metrics");
    }

    private static String metrics() {
        return HERALD.api().get("/api/v1/metrics?format=prometheus").body();
    }

    private static JsonObject stats() {
        Answer answer = HERALD.api().get("/api/v1/stats");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo(Expected.JSON);
        return Json.createReader(new StringReader(answer.body())).readObject();
    }
}
