package dev.herald.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Requires;
import dev.herald.Seeds;
import dev.herald.bittorrent.InfoHash;
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
 * Sends hostile input to all frontends at once for ten minutes per UDP transport, with a small heap. Enabled by {@code
 * -Dherald.test.hostile}, or {@code =N} for N minutes. The store needs at least five minutes to become full.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
@EnabledIfSystemProperty(named = "herald.test.hostile", matches = ".*")
final class HostileSoakIT {

    private static final Logger LOG = Logger.getLogger(HostileSoakIT.class.getName());
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int SAMPLES_PER_MINUTE = 4;
    private static final int MAX_TOTALS = 500;

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private static final Map<String, String> SETTINGS = Map.of(
            // Half of what the heap has room for, so that it is reached within minutes on a busy machine too.
            "HERALD_MEMORY_MAX_PEERS", "400000",
            "HERALD_TOTALS_MAX_TORRENTS", Integer.toString(MAX_TOTALS),
            "HERALD_AUDIT_RETENTION", "60",
            "HERALD_HTTP_TRUSTED_PROXIES", HttpAttack.PROXY,
            "HERALD_HTTP_JAXRS_HEADER_TIMEOUT", "5",
            "HERALD_HTTP_NETTY_HEADER_TIMEOUT", "5");

    @TempDir
    Path folder;

    /**
     * Resource usage of the server process.
     *
     * @param live used heap after a full garbage collection, in bytes
     * @param resident resident set size in bytes
     * @param disk size of all files, including the log, in bytes
     */
    private record Sample(long live, long resident, long disk, long descriptors) {}

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll", "foreign"})
    void hostile_input_neither_breaks_nor_exhausts_nor_blocks_the_tracker(String transport) {
        Seeds.runs(1, random -> soak(transport, random));
    }

    private void soak(String transport, SplittableRandom random) throws Exception {
        String property = System.getProperty("herald.test.hostile");
        int minutes = property.matches("\\d+") ? Integer.parseInt(property) : 10;
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("HERALD_UDP_TRANSPORT", transport);
        Path jdk = transport.equals("foreign") ? Requires.jdk(25) : Server.JDK;
        long killAfter =
                Duration.ofMinutes(minutes).plus(TIMEOUT.multipliedBy(2)).toSeconds();
        try (Server herald = Server.begin(
                                jdk, folder, settings, killAfter, "-Xmx256m", "-Dio.netty.leakDetection.level=simple")
                        .awaitUp();
                RunningJvm jvm = RunningJvm.of(herald.pid())) {
            LOG.info("before: " + sample(herald, jvm));
            List<Sample> samples = attack(herald, jvm, random, minutes);
            assertCounts(herald);
            LOG.info("after: " + sample(herald, jvm) + ", CPU time " + cpuTime(herald.pid()) + " of "
                    + cpuTime(ProcessHandle.current().pid()) + " of the load generator");
            int quarter = samples.size() / 4;
            // The store fills up in the first half. After that no resource may grow.
            List<Sample> early = samples.subList(2 * quarter, 3 * quarter);
            List<Sample> late = samples.subList(samples.size() - quarter, samples.size());
            assertFlat("heap", early, late, Sample::live, 0);
            assertFlat("memory", early, late, Sample::resident, 0);
            assertFlat("disk", early, late, Sample::disk, 1 << 20);
            assertFlat("descriptors", early, late, Sample::descriptors, 50);
            assertLogIsShort(herald.errors(), minutes);
        }
    }

    /** Runs all attacks at once and samples the process periodically. */
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
            for (int i = 1; i <= minutes * SAMPLES_PER_MINUTE; i++) {
                while (System.nanoTime() - begin < i * SAMPLE_NANOS) {
                    LockSupport.parkNanos(SAMPLE_NANOS / 100);
                }
                samples.add(sample(herald, jvm));
                assertBounded(herald);
                LOG.info(samples.get(i - 1) + ", " + attacks);
                assertThat(attacks).flatMap(Attack::failures).isEmpty();
            }
            assertThat(metric(herald, "herald_peers_turned_away_total\\{full=\"store\"\\}"))
                    .as("peers rejected because the store is full")
                    .isPositive();
            assertThat(metric(herald, "herald_downloads_uncounted_total"))
                    .as("downloads that were not counted because of too many totals")
                    .isPositive();
        } finally {
            for (Attack attack : attacks) {
                attack.close();
            }
        }
        return samples;
    }

    private static void assertBounded(Server herald) throws IOException {
        long maxPeers = Long.parseLong(herald.findInStartupOutput("at most (\\d+) peers"));
        long peers = metric(herald, "swarm_coordination_registry_peer_connections_total\\{peer_role=\"seeder\"\\}")
                + metric(herald, "swarm_coordination_registry_peer_connections_total\\{peer_role=\"leecher\"\\}");
        assertThat(peers).isLessThanOrEqualTo(maxPeers);
        // Only torrents that are or were listed get a total beyond the limit.
        assertThat(metric(herald, "herald_download_totals")).isLessThanOrEqualTo(MAX_TOTALS + OperatorAttack.ENTRIES);
    }

    /**
     * Asserts that the statistics, scrapes and the sums over all torrents agree, when the torrents under attack have been dropped and the
     * well-behaved clients have announced again. The other hostile peers stay for half an hour, the shortest lifetime of a peer.
     */
    private static void assertCounts(Server herald) throws Exception {
        ApiClient api = herald.api();
        for (int entry = 0; entry < OperatorAttack.ENTRIES; entry++) {
            assertThat(api.delete("denylist", OperatorAttack.id("denylist", entry))
                            .ok())
                    .isTrue();
        }
        List<FrontendClient> frontends = List.of(herald.udp(), herald.httpNetty(), herald.http());
        WellBehavedClients clients = new WellBehavedClients(frontends);
        for (InfoHash torrent : clients.torrents()) {
            assertThat(api.delete("torrents", torrent.toString()).ok())
                    .as("dropping a torrent")
                    .isTrue();
        }
        long seeders = figure(api, "seeders");
        long leechers = figure(api, "leechers");
        clients.announce();
        clients.assertScrapes();
        assertThat(figure(api, "seeders")).isEqualTo(seeders + clients.seeders());
        assertThat(figure(api, "leechers")).isEqualTo(leechers + clients.leechers());
        assertThat(api.sumsOfTorrents())
                .startsWith(figure(api, "seeders"), figure(api, "leechers"))
                .satisfies(sums -> assertThat(sums[2]).isLessThanOrEqualTo(figure(api, "completed")));
        Eventually.says("readiness", "up", () -> readiness(api), TIMEOUT);
    }

    /** Readiness may report too many totals, but nothing else. */
    private static String readiness(ApiClient api) {
        String body = get(api, "/health/ready");
        return body.contains("\"DOWN\"") || body.contains("degraded") || body.contains("max-peers") ? body : "up";
    }

    private static long figure(ApiClient api, String name) {
        return number(get(api, "/api/v1/stats"), "\"" + name + "\":(\\d+)");
    }

    private static String get(ApiClient api, String path) {
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

    private static Duration cpuTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    /** Asserts that the median of the last quarter exceeds that of the third by at most 10 % plus {@code tolerance}. */
    private static void assertFlat(
            String what, List<Sample> early, List<Sample> late, ToLongFunction<Sample> figure, long tolerance) {
        assertThat(median(late, figure)).as(what).isLessThanOrEqualTo(median(early, figure) * 11 / 10 + tolerance);
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream()
                .mapToLong(figure)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Asserts that the log has no errors or stack traces, and that hostile input does not fill it. */
    private static void assertLogIsShort(String log, int minutes) {
        assertThat(log).doesNotContain("\tat ", " ERROR ", " SEVERE ", "Exception", "LEAK");
        assertThat(log.lines().count()).as(log).isLessThan(10 + 2L * minutes);
    }
}
