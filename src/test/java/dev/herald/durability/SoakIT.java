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

/** Ten minutes at four fifths of what it can take: {@code -Dherald.test.soak}, or {@code =N} for N minutes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledIfSystemProperty(named = "herald.test.soak", matches = ".*")
final class SoakIT {

    private static final Logger LOG = Logger.getLogger(SoakIT.class.getName());
    private static final int STRETCH_SECONDS = 15;
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final Pattern DROPPED =
            Pattern.compile("(?m)^udp_tracker_server_datagrams_dropped_total(?:\\{[^}]*\\})? (\\d+)");

    @TempDir
    Path folder;

    private static final Map<String, String> SETTINGS = Map.of("HERALD_UDP_THREADS", "1");

    /** As many say goodbye. Who fell silent would be remembered for half an hour, which is longer than this. */
    private static final int COMING_EACH_SECOND = 2000;

    /**
     * What a stretch came to, and what was behind it.
     *
     * @param busy processors of the process, on average
     * @param resident bytes of the process
     * @param live bytes of its heap after a full collection
     */
    private record Reading(Flood.Stretch stretch, double busy, long resident, long live) {}

    @Test
    void no_answer_is_lost_that_the_kernel_has_not_dropped_and_neither_memory_nor_latency_grows() throws Exception {
        String minutes = System.getProperty("herald.test.soak");
        int stretches = (minutes.matches("\\d+") ? Integer.parseInt(minutes) : 10) * 60 / STRETCH_SECONDS;
        List<Reading> readings = new ArrayList<>();
        try (Server herald = Server.startFast(folder, SETTINGS);
                RunningJvm jvm = RunningJvm.of(herald.pid());
                Flood flood = new Flood(herald.udpPort(), Flood.PEERS, COMING_EACH_SECOND)) {
            flood.run(STRETCH_SECONDS, 0);
            Reading full = reading(herald, jvm, flood, 0);
            LOG.info("at most: " + full);
            assertThat(full.busy()).as("else the load's maker is the limit").isGreaterThan(0.7);
            double most = full.stretch().sent() / Math.min(1, full.busy()) / STRETCH_SECONDS;
            int rate = (int) (most * 4 / 5);
            long before = dropped(herald, flood);
            for (int i = 0; i < stretches; i++) {
                readings.add(reading(herald, jvm, flood, rate));
                LOG.info(rate + " a second: " + readings.get(i));
            }
            long lost = readings.stream()
                    .mapToLong(reading -> reading.stretch().lost())
                    .sum();
            assertThat(lost).isLessThanOrEqualTo(dropped(herald, flood) - before);
        }
        int quarter = stretches / 4;
        List<Reading> early = readings.subList(quarter, 2 * quarter);
        List<Reading> late = readings.subList(stretches - quarter, stretches);
        assertThat(median(late, Reading::resident)).isLessThan(median(early, Reading::resident) * 11 / 10);
        assertThat(median(late, Reading::live)).isLessThan(median(early, Reading::live) * 11 / 10);
        assertThat(median(late, reading -> reading.stretch().p99Nanos()))
                .isLessThan(2 * median(early, reading -> reading.stretch().p99Nanos()) + 1_000_000);
    }

    private static Reading reading(Server herald, RunningJvm jvm, Flood flood, int rate) throws IOException {
        Duration before = busy(herald);
        Flood.Stretch stretch = flood.run(STRETCH_SECONDS, rate);
        double busy = busy(herald).minus(before).toMillis() / (1000.0 * STRETCH_SECONDS);
        return new Reading(stretch, busy, rss(herald), jvm.liveBytes());
    }

    private static Duration busy(Server herald) {
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

    /** By the server's sockets, as it tells, and by our own, as the kernel tells in the last column. */
    private static long dropped(Server herald, Flood flood) throws IOException {
        String port = ":%04X ".formatted(flood.port());
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
