package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.Seeds;
import dev.herald.clients.Eventually;
import dev.herald.conformance.FrontendClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten minutes over each transport of UDP in which strangers do all the harm they can, over all frontends at once, in a small heap:
 * {@code -Dherald.test.hostile}, or {@code =N} for N minutes. With less than five the store does not become full.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledIfSystemProperty(named = "herald.test.hostile", matches = ".*")
final class HostileSoakIT {

    private static final Logger LOG = Logger.getLogger(HostileSoakIT.class.getName());
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int SAMPLES_A_MINUTE = 4;
    private static final int MOST_TOTALS = 500;

    /** Peers are forgotten after 198 seconds and a round of the cleaning. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Of the clients who do nothing wrong, before they would be forgotten. */
    private static final long RENEWED_NANOS = TimeUnit.SECONDS.toNanos(45);

    private static final Map<String, String> SETTINGS = Map.of(
            "HERALD_ANNOUNCE_INTERVAL", "90",
            "HERALD_ANNOUNCE_MIN_INTERVAL", "30",
            "HERALD_TOTALS_MAX_TORRENTS", Integer.toString(MOST_TOTALS),
            "HERALD_AUDIT_RETENTION", "60",
            "HERALD_HTTP_TRUSTED_PROXIES", HttpAttack.PROXY,
            "HERALD_HTTP_JAXRS_HEADER_TIMEOUT", "5",
            "HERALD_HTTP_NETTY_HEADER_TIMEOUT", "5");

    @TempDir
    Path folder;

    /**
     * What the process holds.
     *
     * @param live bytes of its heap after a full collection
     * @param resident bytes of its memory
     * @param disk bytes of all its files, the log among them
     */
    private record Sample(long live, long resident, long disk, long descriptors) {}

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll", "foreign"})
    void nothing_that_strangers_do_breaks_fills_or_silences_the_tracker(String transport) {
        Seeds.runs(1, random -> soak(transport, random));
    }

    private void soak(String transport, SplittableRandom random) throws Exception {
        String property = System.getProperty("herald.test.hostile");
        int minutes = property.matches("\\d+") ? Integer.parseInt(property) : 10;
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("HERALD_UDP_TRANSPORT", transport);
        Path jdk = transport.equals("foreign") ? Requires.jdk(25) : Server.JDK;
        long longest =
                Duration.ofMinutes(minutes).plus(PATIENCE.multipliedBy(2)).toSeconds();
        try (Server herald = Server.begin(
                                jdk, folder, settings, longest, "-Xmx256m", "-Dio.netty.leakDetection.level=simple")
                        .awaitUp();
                RunningJvm jvm = RunningJvm.of(herald.pid())) {
            LOG.info("before: " + sample(herald, jvm));
            List<Sample> samples = attack(herald, jvm, random, minutes);
            answersAndCounts(herald);
            LOG.info("after: " + sample(herald, jvm) + ", processor time " + busy(herald.pid()) + " of "
                    + busy(ProcessHandle.current().pid()) + " here");
            int quarter = samples.size() / 4;
            // In the first half the store fills up; at its bounds nothing grows.
            List<Sample> early = samples.subList(2 * quarter, 3 * quarter);
            List<Sample> late = samples.subList(samples.size() - quarter, samples.size());
            assertFlat("heap", early, late, Sample::live, 0);
            assertFlat("memory", early, late, Sample::resident, 0);
            assertFlat("disk", early, late, Sample::disk, 1 << 20);
            assertFlat("descriptors", early, late, Sample::descriptors, 50);
            assertQuiet(herald.errors(), minutes);
        }
    }

    /** All at once; a sample of the process now and then. */
    private List<Sample> attack(Server herald, RunningJvm jvm, SplittableRandom random, int minutes) throws Exception {
        List<Sample> samples = new ArrayList<>();
        List<Attack> attacks = List.of(
                new UdpAttack(herald.udpPort(), 8000, random.split()),
                new HttpAttack("http.netty", herald.nettyPort(), 200, random.split()),
                new HttpAttack("http", herald.httpPort(), 60, random.split()),
                new OperatorAttack(herald.api().port(), 6, random.split()));
        try {
            attacks.forEach(Attack::begin);
            long begin = System.nanoTime();
            for (int i = 1; i <= minutes * SAMPLES_A_MINUTE; i++) {
                while (System.nanoTime() - begin < i * SAMPLE_NANOS) {
                    LockSupport.parkNanos(SAMPLE_NANOS / 100);
                }
                samples.add(sample(herald, jvm));
                assertBounded(herald);
                LOG.info(samples.get(i - 1) + ", " + attacks);
                assertThat(attacks).flatMap(Attack::complaints).isEmpty();
            }
            assertThat(metric(herald, "herald_peers_turned_away_total\\{full=\"store\"\\}"))
                    .as("else the store was never full")
                    .isPositive();
            assertThat(metric(herald, "herald_downloads_uncounted_total"))
                    .as("else there were never too many totals")
                    .isPositive();
        } finally {
            for (Attack attack : attacks) {
                attack.close();
            }
        }
        return samples;
    }

    private static void assertBounded(Server herald) throws IOException {
        long room = Long.parseLong(herald.told("at most (\\d+) peers"));
        long peers = metric(herald, "swarm_coordination_registry_peer_connections_total\\{peer_role=\"seeder\"\\}")
                + metric(herald, "swarm_coordination_registry_peer_connections_total\\{peer_role=\"leecher\"\\}");
        assertThat(peers).isLessThanOrEqualTo(room);
        // Beyond the bound only torrents that are or were listed have gained one.
        assertThat(metric(herald, "herald_download_totals")).isLessThanOrEqualTo(MOST_TOTALS + OperatorAttack.ENTRIES);
    }

    /**
     * When strangers have gone silent, nobody is left but clients of whom it is known what they are: whatever the strangers did to
     * these torrents, the counts are those of the clients, for the API, for scrapes, and for whoever adds them up.
     */
    private static void answersAndCounts(Server herald) throws Exception {
        Api api = herald.api();
        for (int entry = 0; entry < OperatorAttack.ENTRIES; entry++) {
            assertThat(api.delete("denylist", OperatorAttack.id("denylist", entry))
                            .ok())
                    .isTrue();
        }
        List<FrontendClient> frontends = List.of(herald.udp(), herald.httpNetty(), herald.http());
        Honest honest = new Honest(frontends);
        long[] announced = {System.nanoTime()};
        honest.announce();
        Eventually.says(
                "seeders and leechers",
                honest.seeders() + " " + honest.leechers(),
                () -> {
                    if (System.nanoTime() - announced[0] > RENEWED_NANOS) {
                        announced[0] = System.nanoTime();
                        honest.announce();
                    }
                    return figure(api, "seeders") + " " + figure(api, "leechers");
                },
                PATIENCE);
        honest.announce();
        honest.compareScrapes();
        long[] sums = api.sumsOfTorrents();
        assertThat(sums).containsExactly(honest.seeders(), honest.leechers(), figure(api, "completed"));
        Eventually.says("readiness", "up", () -> readiness(api), PATIENCE);
    }

    /** That there are too many totals is the only thing that may be said. */
    private static String readiness(Api api) {
        String body = get(api, "/health/ready");
        return body.contains("\"DOWN\"") || body.contains("degraded") || body.contains("max-peers") ? body : "up";
    }

    private static long figure(Api api, String name) {
        return number(get(api, "/api/v1/stats"), "\"" + name + "\":(\\d+)");
    }

    private static String get(Api api, String path) {
        try {
            return api.get(path).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long metric(Server herald, String name) {
        return number(get(herald.api(), "/api/v1/metrics?format=prometheus"), "(?m)^" + name + " (\\d+)");
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private Sample sample(Server herald, RunningJvm jvm) throws IOException {
        long live = jvm.liveBytes();
        Path process = Path.of("/proc", Long.toString(herald.pid()));
        long resident = 1024 * number(Files.readString(process.resolve("status")), "VmRSS:\\s+(\\d+)");
        return new Sample(live, resident, bytesOfFiles(), count(process.resolve("fd")));
    }

    private long bytesOfFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static Duration busy(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** The median of the last quarter is at most a tenth above that of the third, and what is too little to tell. */
    private static void assertFlat(
            String what, List<Sample> early, List<Sample> late, ToLongFunction<Sample> figure, long little) {
        assertThat(median(late, figure)).as(what).isLessThanOrEqualTo(median(early, figure) * 11 / 10 + little);
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream()
                .mapToLong(figure)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** No fault, which would be a line with its stack trace, and nothing that strangers can say as often as they like. */
    private static void assertQuiet(String log, int minutes) {
        assertThat(log).doesNotContain("\tat ", " ERROR ", " SEVERE ", "Exception", "LEAK");
        assertThat(log.lines().count()).as(log).isLessThan(10 + 2L * minutes);
    }
}
