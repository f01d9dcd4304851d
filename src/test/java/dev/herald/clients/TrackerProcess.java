package dev.herald.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.herald.launcher.HeraldProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packaged tracker on the tracker's host, with default settings except for the mode, and its scrapes. */
final class TrackerProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration COUNTS_TIMEOUT = Duration.ofMinutes(3);
    private static final String UNUSED_HASH = "00".repeat(20);
    private static final String TOKEN = "a-token-that-only-this-test-knows";

    /** Keys of a private tracker. Each client has its own. */
    static final String SEEDER_KEY = "Seeder0123456789Seeder0123456789";

    static final String LEECHER_KEY = "Leech0123456789aLeech0123456789a";
    static final String EXPIRED_KEY = "Gone0123456789abGone0123456789ab";
    static final String UNKNOWN_KEY = "Nobody0123456789Nobody0123456789";

    /** Whether the tracker requires keys. If so, scrapes work over HTTP only, with a key. */
    enum Mode {
        PUBLIC,
        PRIVATE
    }

    private final Mode mode;

    private final Program program;
    private final Process scraper;
    private final BufferedWriter scraperInput;
    private final BufferedReader scraperOutput;

    private TrackerProcess(Mode mode, Program program, Process scraper) {
        this.mode = mode;
        this.program = program;
        this.scraper = scraper;
        this.scraperInput = scraper.outputWriter(UTF_8);
        this.scraperOutput = scraper.inputReader(UTF_8);
    }

    /** Starts the tracker and waits until all four frontends respond. */
    static TrackerProcess start(Host host, Mode mode, Path home) throws IOException, InterruptedException {
        Program program = host.start(
                home.resolve("herald"),
                Map.of(
                        "HERALD_DATA_DIR",
                        home.resolve("data").toString(),
                        "HERALD_PRIVATE",
                        Boolean.toString(mode == Mode.PRIVATE),
                        "HERALD_API_TOKEN_TEST",
                        TOKEN),
                HeraldProcess.jarCommand(Path.of(System.getProperty("java.home")), HeraldProcess.COMPILED_ONCE));
        Process scraper = host.startWithPipes(
                home.resolve("scraper"),
                List.of(
                        Libtorrent.PYTHON,
                        Resources.file("scrape.py").toString(),
                        host.ipv4(),
                        host.ipv6(),
                        "6969",
                        "7070",
                        mode == Mode.PRIVATE ? "/scrape/" + LEECHER_KEY : "/scrape"));
        TrackerProcess herald = new TrackerProcess(mode, program, scraper);
        try {
            herald.awaitCounts("the tracker's start", UNUSED_HASH, Counts.ZERO, START_TIMEOUT);
            if (mode == Mode.PRIVATE) {
                herald.addKeys(host);
            }
        } catch (AssertionError e) {
            herald.close();
            throw new AssertionError(e.getMessage() + "\n--- tracker\n" + program.logTail(), e);
        }
        return herald;
    }

    /** The counts of a scrape. */
    record Counts(int complete, int downloaded, int incomplete) {

        static final Counts ZERO = new Counts(0, 0, 0);

        @Override
        public String toString() {
            return "complete %d downloaded %d incomplete %d".formatted(complete, downloaded, incomplete);
        }
    }

    /** Adds the keys through the API, and waits until {@link #EXPIRED_KEY} has expired. */
    private void addKeys(Host host) throws InterruptedException {
        String key = "{\"key\": \"%s\", \"seconds_valid\": %s}";
        for (String body : List.of(
                key.formatted(SEEDER_KEY, "3600"),
                key.formatted(LEECHER_KEY, "null"),
                key.formatted(EXPIRED_KEY, "0"))) {
            String response = host.run(List.of(
                    "curl",
                    "-sS",
                    "-d",
                    body,
                    "-H",
                    "Content-Type: application/json",
                    "-H",
                    "Authorization: Bearer " + TOKEN,
                    "http://127.0.0.1:1212/api/v1/keys"));
            if (!response.contains("\"valid_until\"")) {
                throw new AssertionError("failed to add a key: " + response);
            }
        }
        String announce = "http://127.0.0.1:7070/announce/" + EXPIRED_KEY + "?info_hash=" + "a".repeat(20) + "&peer_id="
                + "b".repeat(20) + "&port=6881&left=1";
        Eventually.says(
                "the expiry of a key",
                "expired",
                () -> host.run(List.of("curl", "-sS", announce)).contains("Key has expired") ? "expired" : "valid",
                COUNTS_TIMEOUT);
    }

    /** Waits until scrapes over HTTP and UDP, IPv4 and IPv6, all return {@code counts}. */
    void awaitCounts(String when, String infoHash, Counts counts) throws InterruptedException {
        awaitCounts(when, infoHash, counts, COUNTS_TIMEOUT);
    }

    private void awaitCounts(String when, String infoHash, Counts counts, Duration limit) throws InterruptedException {
        String wanted = Stream.of("HTTP IPv4", "HTTP IPv6", "UDP IPv4", "UDP IPv6")
                .map(frontend -> frontend + ": " + (scrapable(frontend) ? counts : Counts.ZERO))
                .collect(Collectors.joining("; "));
        Eventually.says(when, wanted, () -> scrape(infoHash), limit);
    }

    /** A scrape over UDP cannot carry a key. */
    private boolean scrapable(String frontend) {
        return mode == Mode.PUBLIC || frontend.startsWith("HTTP");
    }

    private synchronized String scrape(String infoHash) {
        if (!program.alive()) {
            throw new AssertionError("the tracker has ended");
        }
        try {
            scraperInput.write(infoHash + "\n");
            scraperInput.flush();
            String line = scraperOutput.readLine();
            if (line == null) {
                throw new AssertionError("the scraper has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String logTail() {
        return program.logTail();
    }

    @Override
    public void close() {
        scraper.destroyForcibly();
        program.kill();
    }
}
