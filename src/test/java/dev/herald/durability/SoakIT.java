package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** What a stretch came to, and the memory of the process behind it. */
    private record Reading(Flood.Stretch stretch, long kilobytes) {}

    @Test
    void no_answer_is_lost_that_the_kernel_has_not_dropped_and_neither_memory_nor_latency_grows() throws Exception {
        String minutes = System.getProperty("herald.test.soak");
        int stretches = (minutes.matches("\\d+") ? Integer.parseInt(minutes) : 10) * 60 / STRETCH_SECONDS;
        List<Reading> readings = new ArrayList<>();
        try (Server herald = Server.startFast(folder, Map.of("HERALD_UDP_THREADS", "1"));
                Flood flood = new Flood(herald.udpPort())) {
            flood.run(STRETCH_SECONDS, 0);
            long full = flood.run(STRETCH_SECONDS, 0).sent() / STRETCH_SECONDS;
            long before = dropped(herald, flood);
            for (int i = 0; i < stretches; i++) {
                readings.add(new Reading(flood.run(STRETCH_SECONDS, (int) (full * 4 / 5)), rss(herald)));
                LOG.info(full + " a second at most; " + readings.get(i));
            }
            long lost = readings.stream()
                    .mapToLong(reading -> reading.stretch().lost())
                    .sum();
            assertThat(lost).isLessThanOrEqualTo(dropped(herald, flood) - before);
        }
        int quarter = stretches / 4;
        List<Reading> early = readings.subList(quarter, 2 * quarter);
        List<Reading> late = readings.subList(stretches - quarter, stretches);
        assertThat(median(late, Reading::kilobytes)).isLessThan(median(early, Reading::kilobytes) * 11 / 10);
        assertThat(median(late, reading -> reading.stretch().p99Nanos()))
                .isLessThan(2 * median(early, reading -> reading.stretch().p99Nanos()) + 1_000_000);
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
        return number(RSS, Files.readString(Path.of("/proc/" + herald.pid() + "/status")));
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
