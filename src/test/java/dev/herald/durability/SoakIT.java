package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Ten minutes at 80 % of the maximum rate. Enabled by {@code -Dherald.test.soak}, or {@code =N} for N minutes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledIfSystemProperty(named = "herald.test.soak", matches = ".*")
final class SoakIT {

    private static final Logger LOG = Logger.getLogger(SoakIT.class.getName());
    private static final int RUN_SECONDS = 15;
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final Pattern DROPPED =
            Pattern.compile("(?m)^udp_tracker_server_datagrams_dropped_total(?:\\{[^}]*\\})? (\\d+)");

    @TempDir
    Path folder;

    private static final Map<String, String> SETTINGS = Map.of("HERALD_UDP_THREADS", "1");

    /** Peers that are replaced per second. They announce {@code stopped}, because the test is shorter than the peer expiry. */
    private static final int REPLACED_PER_SECOND = 2000;

    /**
     * The result of one run, and the resource usage of the server.
     *
     * @param busy CPU time per second of wall time
     * @param resident resident set size in bytes
     * @param live used heap after a full garbage collection, in bytes
     */
    private record Reading(UdpLoad.Result result, double busy, long resident, long live) {}

    @Test
    void only_the_kernel_drops_datagrams_and_neither_memory_nor_latency_grows() throws Exception {
        String minutes = System.getProperty("herald.test.soak");
        int runs = (minutes.matches("\\d+") ? Integer.parseInt(minutes) : 10) * 60 / RUN_SECONDS;
        List<Reading> readings = new ArrayList<>();
        try (Server herald = Server.startFast(folder, SETTINGS);
                RunningJvm jvm = RunningJvm.of(herald.pid());
                UdpLoad load = new UdpLoad(herald.udpPort(), UdpLoad.PEERS, REPLACED_PER_SECOND)) {
            load.run(RUN_SECONDS, 0);
            Reading unlimited = reading(herald, jvm, load, 0);
            LOG.info("maximum rate: " + unlimited);
            assertThat(unlimited.busy())
                    .as("CPU usage of the server; lower if the load generator is the bottleneck")
                    .isGreaterThan(0.7);
            double maxRate = unlimited.result().sent() / Math.min(1, unlimited.busy()) / RUN_SECONDS;
            int rate = (int) (maxRate * 4 / 5);
            long before = dropped(herald, load);
            for (int i = 0; i < runs; i++) {
                readings.add(reading(herald, jvm, load, rate));
                LOG.info(rate + " per second: " + readings.get(i));
            }
            long lost = readings.stream()
                    .mapToLong(reading -> reading.result().lost())
                    .sum();
            assertThat(lost).isLessThanOrEqualTo(dropped(herald, load) - before);
        }
        int quarter = runs / 4;
        List<Reading> early = readings.subList(quarter, 2 * quarter);
        List<Reading> late = readings.subList(runs - quarter, runs);
        assertThat(median(late, Reading::resident)).isLessThan(median(early, Reading::resident) * 11 / 10);
        assertThat(median(late, Reading::live)).isLessThan(median(early, Reading::live) * 11 / 10);
        assertThat(median(late, reading -> reading.result().p99Nanos()))
                .isLessThan(2 * median(early, reading -> reading.result().p99Nanos()) + 1_000_000);
    }

    private static Reading reading(Server herald, RunningJvm jvm, UdpLoad load, int rate) throws IOException {
        Duration before = cpuTime(herald);
        UdpLoad.Result result = load.run(RUN_SECONDS, rate);
        double busy = cpuTime(herald).minus(before).toMillis() / (1000.0 * RUN_SECONDS);
        return new Reading(result, busy, rss(herald), jvm.liveBytes());
    }

    private static Duration cpuTime(Server herald) {
        return ProcessHandle.of(herald.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private static long median(List<Reading> readings, ToLongFunction<Reading> figure) {
        return readings.stream()
                .mapToLong(figure)
                .sorted()
                .skip(readings.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static long rss(Server herald) throws IOException {
        return 1024 * number(RSS, Files.readString(Path.of("/proc/" + herald.pid() + "/status")));
    }

    /** Datagrams dropped at the server's sockets (its metrics) and at our own (last column of /proc/net/udp). */
    private static long dropped(Server herald, UdpLoad load) throws IOException {
        String port = ":%04X ".formatted(load.port());
        long ours = Files.readAllLines(Path.of("/proc/net/udp")).stream()
                .filter(line -> line.contains(port))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return ours
                + number(
                        DROPPED,
                        herald.api().get("/api/v1/metrics?format=prometheus").body());
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
