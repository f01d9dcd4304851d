package dev.herald.admin.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Commands;
import dev.herald.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class PrometheusMetricsTest {

    private static final Set<String> LABELS = Set.of(
            "frontend",
            "family",
            "result",
            "reason",
            "kind",
            "le",
            "direction",
            "cause",
            "role",
            "full",
            "version",
            "java");

    private final RenderedMetrics metrics = new RenderedMetrics();

    @Test
    void the_metrics_of_the_frontends_have_their_names_and_labels() {
        assertThat(metrics.text(""))
                .contains("herald_announces_total{family=\"ipv4\",frontend=\"udp\",result=\"answered\"} 1.0\n")
                .contains("herald_announces_total{family=\"ipv6\",frontend=\"http.netty.tls\",result=\"failed\"} 0.0\n")
                .contains("herald_scrapes_total{family=\"ipv4\",frontend=\"http.netty\",result=\"rejected\"} 1.0\n")
                .contains("herald_connects_total{family=\"ipv4\",frontend=\"udp\",result=\"malformed\"} 0.0\n")
                .contains("herald_rejections_total{frontend=\"http.jaxrs\",reason=\"full_scrape\"} 1.0\n")
                .contains("herald_bytes_total{direction=\"in\",frontend=\"udp\"} 98.0\n")
                .contains("herald_datagrams_dropped_total{cause=\"receive_buffer\"} 5.0\n")
                .contains("herald_connections{frontend=\"http.netty\"} 3.0\n")
                .doesNotContain("herald_connections{frontend=\"udp\"}")
                .doesNotContain("herald_announces_total{family=\"ipv4\",frontend=\"http.netty\",result=\"malformed\"}");
    }

    @Test
    void answer_times_are_a_histogram_with_cumulative_buckets_from_50_microseconds_to_a_second() {
        String series = "herald_answer_seconds_bucket{frontend=\"udp\",kind=\"announce\",le=\"";
        assertThat(metrics.text(""))
                .contains(series + "5.0E-5\"} 0\n")
                .contains(series + "1.0E-4\"} 1\n")
                .contains(series + "1.0\"} 1\n")
                .contains(series + "+Inf\"} 1\n")
                .contains("herald_answer_seconds_sum{frontend=\"udp\",kind=\"announce\"} 7.0E-5\n")
                .contains("herald_answer_seconds_count{frontend=\"http.netty\",kind=\"announce\"} 1\n");
    }

    @Test
    void state_of_the_tracker_is_shown() {
        assertThat(metrics.text(""))
                .contains("herald_peers{role=\"seeder\"} 0.0\n")
                .contains("herald_torrents 0.0\n")
                .contains("herald_completed_total 0.0\n")
                .contains("herald_frontend_up{frontend=\"udp\"} 1.0\n")
                .contains("herald_frontend_up{frontend=\"http.jaxrs\"} 0.0\n")
                .contains("herald_database_up 1.0\n")
                .contains("herald_certificate_expires_timestamp_seconds{frontend=\"http.netty\"} 1.9E9\n")
                .containsPattern("herald_build_info\\{java=\"[^\"]+\",version=\"0\\.1\\.0\"} 1\n");
    }

    @Test
    void the_JVM_and_the_process_are_shown() {
        assertThat(metrics.names())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_memory_pool_collection_used_bytes",
                        "jvm_gc_collection_seconds_sum",
                        "jvm_threads_current",
                        "process_cpu_seconds_total",
                        "process_start_time_seconds",
                        "process_open_fds",
                        "process_resident_memory_bytes");
    }

    @Test
    void labels_are_of_a_closed_set() {
        Pattern label = Pattern.compile("([a-z]+)=\"");
        metrics.text("").lines().filter(line -> line.startsWith("herald_")).forEach(line -> label.matcher(line)
                .results()
                .forEach(found -> assertThat(LABELS).contains(found.group(1))));
    }

    @Test
    void the_format_is_that_of_the_header_Accept() {
        assertThat(metrics.mediaType("text/plain")).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.mediaType(RenderedMetrics.OPEN_METRICS))
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(metrics.text(RenderedMetrics.OPEN_METRICS))
                .endsWith("# EOF\n")
                .contains("# TYPE herald_announces counter");
        assertThat(metrics.text("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily,*/*"))
                .startsWith("# HELP");
    }

    @Test
    void promtool_finds_nothing_wrong(@TempDir Path folder) throws IOException {
        Path promtool = Requires.program("promtool", "apt-get install prometheus");
        Path scraped = Files.writeString(folder.resolve("metrics"), metrics.text(""));
        ProcessBuilder check =
                new ProcessBuilder(promtool.toString(), "check", "metrics").redirectInput(scraped.toFile());
        assertThat(Commands.run(check)).isEmpty();
    }
}
