package dev.herald.admin.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.monitoring.Promtool;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expressions of Torrust's two public dashboards, whose jobs are {@code tracker_stats} and {@code tracker_metrics}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public final class TorrustBoardsTest {

    private static final String STATS = """
            completed
            torrents
            seeders
            leechers
            rate(udp4_connections_handled[15m])
            rate(udp4_announces_handled[15m])
            rate(udp4_scrapes_handled[15m])
            rate(udp4_errors_handled[15m])
            rate(udp4_requests[15m])
            rate(udp4_responses[15m])
            udp_avg_connect_processing_time_ns
            udp_avg_announce_processing_time_ns
            udp_avg_scrape_processing_time_ns
            rate(udp_requests_banned[15m])
            udp_banned_ips_total
            rate(udp_requests_aborted[15m])
            """;

    private static final String METRICS = """
            tracker_core_persistent_torrents_downloads_total{job="tracker_metrics"}
            swarm_coordination_registry_torrents_total{job="tracker_metrics"}
            swarm_coordination_registry_peer_connections_total{job="tracker_metrics", peer_role="seeder"}
            swarm_coordination_registry_peer_connections_total{job="tracker_metrics", peer_role="leecher"}
            sum(rate(udp_tracker_server_requests_accepted_total{request_kind="announce", server_binding_address_ip_family="inet"}[15m]))
            sum(rate(udp_tracker_server_requests_accepted_total{request_kind="connect", server_binding_port="6969"}[15m]))
            sum(rate(udp_tracker_server_errors_total{server_binding_address_ip_family="inet"}[15m]))
            udp_tracker_server_performance_avg_processing_time_ns{request_kind="scrape"}
            sum(rate(udp_tracker_server_requests_banned_total{server_binding_port="6969"}[15m]))
            sum(rate(udp_tracker_server_requests_received_total{server_binding_address_ip_family="inet6"}[15m]))
            sum(rate(udp_tracker_server_responses_sent_total{server_binding_port="6969"}[15m]))
            udp_tracker_server_ips_banned_total{job="tracker_metrics"}
            sum(rate(udp_tracker_server_requests_aborted_total{server_binding_port="6969"}[15m]))
            sum(rate(http_tracker_core_requests_received_total{request_kind="announce", server_binding_port="7070"}[15m]))
            """;

    private static final Pattern SELECTOR = Pattern.compile("([a-z0-9_]{7,})(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+=\"[^\"]*\")");

    private final Metrics metrics = new Metrics();
    private final OpenSockets sockets = new OpenSockets();
    private final Swarms swarms = new Swarms(new SwarmSettings(true, 60), 3960, new Random(1));

    @ParameterizedTest
    @MethodSource("stats")
    void a_figure_of_the_job_tracker_stats_exists(String expression) {
        Matcher selector = SELECTOR.matcher(expression);
        assertThat(selector.find()).isTrue();
        assertThat(new Stats(metrics, swarms).now()).containsKey(selector.group(1));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void a_series_of_the_job_tracker_metrics_exists(String expression) {
        Matcher selector = SELECTOR.matcher(expression);
        assertThat(selector.find()).isTrue();
        List<String> labels = MATCHER.matcher(selector.group(2))
                .results()
                .map(found -> found.group(1))
                .filter(label -> !label.startsWith("job="))
                .toList();
        assertThat(series())
                .anyMatch(line -> line.matches(selector.group(1) + "[{ ].*")
                        && labels.stream().allMatch(line::contains));
    }

    @Test
    void promtool_parses_each_expression(@TempDir Path folder) throws IOException {
        Promtool.parse(folder, expressions());
    }

    /** All expressions, for UDP on port 6969 and JAX-RS on port 7070. */
    public static List<String> expressions() {
        return Stream.concat(stats(), metrics()).toList();
    }

    private List<String> series() {
        open(Frontend.UDP, "udp", "0.0.0.0", 6969);
        open(Frontend.UDP, "udp", "::", 6969);
        open(Frontend.HTTP_JAXRS, "http", "::", 7070);
        List<Metric> all = new ArrayList<>(SwarmMetrics.now(swarms, true));
        Certificates certificates = new Certificates(metrics.periodicTasks());
        all.addAll(new RequestMetrics(metrics, new SocketLabels(sockets), certificates).now());
        return MetricFormats.prometheus(all).lines().toList();
    }

    private void open(Frontend frontend, String protocol, String address, int port) {
        InetAddress parsed = Address.parse(address).orElseThrow().toInetAddress();
        sockets.opened(new OpenSocket(
                frontend, protocol, protocol + " " + address, new InetSocketAddress(parsed, port), probed -> ""));
    }

    private static Stream<String> stats() {
        return STATS.lines();
    }

    private static Stream<String> metrics() {
        return METRICS.lines();
    }
}
