package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.Recorder;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class SamplerTest {

    private static final long SECOND = 1_000_000_000;

    private final Metrics metrics = new Metrics();
    private final AtomicLong cpuNanos = new AtomicLong();
    private final Figures figures =
            new Figures(metrics, new Swarms(new SwarmSettings(true, 0), 1800, new Random(1)), cpuNanos::get);
    private final AtomicLong nanos = new AtomicLong();
    private final Sampler sampler = new Sampler(this::reading, () -> 1_000 + nanos.get() / SECOND);

    private Reading reading() {
        Reading now = figures.read();
        return new Reading(nanos.get(), now.counters(), now.gauges(), now.times());
    }

    private Sample after(double seconds) {
        nanos.addAndGet(Math.round(seconds * SECOND));
        return sampler.sample();
    }

    @Test
    void the_growth_of_counters_is_a_rate_per_second() {
        Recorder udp = metrics.recorder(Frontend.UDP);
        udp.count(Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED);
        udp.count(Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED);
        udp.rejected(RequestType.ANNOUNCE, Reason.UNLISTED, Family.IPV6);
        Sample sample = after(2);
        assertThat(sample.second()).isEqualTo(1_002);
        assertThat(sample.value("announces.udp.ipv6")).isEqualTo(1.5);
        assertThat(sample.value("rejections.udp.ipv6")).isEqualTo(0.5);
        assertThat(sample.value("rejected.unlisted")).isEqualTo(0.5);
        assertThat(sample.value("announces.udp.ipv4")).isZero();
        assertThat(after(1).value("announces.udp.ipv6")).isZero();
        assertThat(sampler.latest().second()).isEqualTo(1_003);
    }

    @Test
    void the_processor_time_is_a_share_of_all_processors() {
        cpuNanos.addAndGet(Runtime.getRuntime().availableProcessors() * SECOND / 4);
        assertThat(after(1).value("cpu")).isBetween(0.249, 0.251);
    }

    @Test
    void answer_times_are_those_of_the_last_minute() {
        Recorder http = metrics.recorder(Frontend.HTTP_NETTY);
        assertThat(after(1).value("p50.http.netty")).isNaN();
        http.took(RequestType.ANNOUNCE, 30_000);
        assertThat(after(1).value("p50.http.netty")).isBetween(20e-6, 50e-6);
        for (int i = 0; i < 59; i++) {
            assertThat(after(1).value("p99.http.netty")).isBetween(20e-6, 50e-6);
        }
        assertThat(after(1).value("p99.http.netty")).isNaN();
    }

    @Test
    void every_name_of_the_history_has_a_value_unless_it_is_a_percentile() {
        Map<String, Double> values = after(1).values();
        assertThat(Figures.HISTORY)
                .doesNotHaveDuplicates()
                .filteredOn(name -> !values.containsKey(name))
                .allMatch(name -> name.startsWith("p50.") || name.startsWith("p99."))
                .hasSize(2 * Frontend.values().length);
    }

    @Test
    void an_interval_without_time_has_no_rates() {
        assertThat(after(0).value("announces.udp.ipv4")).isNaN();
    }
}
