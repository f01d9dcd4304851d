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

/** The packaged tracker, running on the tracker's host with its defaults but for the mode, and what it says about a torrent. */
final class Herald implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration COUNTED = Duration.ofMinutes(3);
    private static final String NOBODYS_HASH = "00".repeat(20);
    private static final String TOKEN = "a-token-that-only-this-test-knows";

    /** Keys of a private tracker: everyone has an own one. */
    static final String SEEDERS_KEY = "Seeder0123456789Seeder0123456789";

    static final String LEECHERS_KEY = "Leech0123456789aLeech0123456789a";
    static final String EXPIRED_KEY = "Gone0123456789abGone0123456789ab";
    static final String UNKNOWN_KEY = "Nobody0123456789Nobody0123456789";

    /** Whether it asks for keys; then it tells counts over HTTP only, to those who have one. */
    enum Mode {
        PUBLIC,
        PRIVATE
    }

    private final Mode mode;

    private final Program program;
    private final Process scraper;
    private final BufferedWriter ask;
    private final BufferedReader answer;

    private Herald(Mode mode, Program program, Process scraper) {
        this.mode = mode;
        this.program = program;
        this.scraper = scraper;
        this.ask = scraper.outputWriter(UTF_8);
        this.answer = scraper.inputReader(UTF_8);
    }

    /** Starts it and waits until all four frontends answer. */
    static Herald start(Host host, Mode mode, Path home) throws IOException, InterruptedException {
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
        Process scraper = host.converse(
                home.resolve("scraper"),
                List.of(
                        Libtorrent.PYTHON,
                        Resources.file("scrape.py").toString(),
                        host.ipv4(),
                        host.ipv6(),
                        "6969",
                        "7070",
                        mode == Mode.PRIVATE ? "/scrape/" + LEECHERS_KEY : "/scrape"));
        Herald herald = new Herald(mode, program, scraper);
        try {
            herald.awaitCounts("the tracker's start", NOBODYS_HASH, Counts.NOBODY, START);
            if (mode == Mode.PRIVATE) {
                herald.makeKeys(host);
            }
        } catch (AssertionError e) {
            herald.close();
            throw new AssertionError(e.getMessage() + "\n--- tracker\n" + program.lastWords(), e);
        }
        return herald;
    }

    /** What a scrape tells: seeders, finished downloads, leechers. */
    record Counts(int complete, int downloaded, int incomplete) {

        static final Counts NOBODY = new Counts(0, 0, 0);

        @Override
        public String toString() {
            return "complete %d downloaded %d incomplete %d".formatted(complete, downloaded, incomplete);
        }
    }

    /** By the API, as the operator does; one of them is of the past soon. */
    private void makeKeys(Host host) throws InterruptedException {
        String key = "{\"key\": \"%s\", \"seconds_valid\": %s}";
        for (String body : List.of(
                key.formatted(SEEDERS_KEY, "3600"),
                key.formatted(LEECHERS_KEY, "null"),
                key.formatted(EXPIRED_KEY, "0"))) {
            String said = host.run(List.of(
                    "curl",
                    "-sS",
                    "-d",
                    body,
                    "-H",
                    "Content-Type: application/json",
                    "-H",
                    "Authorization: Bearer " + TOKEN,
                    "http://127.0.0.1:1212/api/v1/keys"));
            if (!said.contains("\"valid_until\"")) {
                throw new AssertionError("no key was made: " + said);
            }
        }
        String announce = "http://127.0.0.1:7070/announce/" + EXPIRED_KEY + "?info_hash=" + "a".repeat(20) + "&peer_id="
                + "b".repeat(20) + "&port=6881&left=1";
        Eventually.says(
                "the end of a key",
                "expired",
                () -> host.run(List.of("curl", "-sS", announce)).contains("Key has expired") ? "expired" : "valid",
                COUNTED);
    }

    /** Waits until a scrape says {@code counts} over HTTP and UDP, IPv4 and IPv6: one tracker behind four frontends. */
    void awaitCounts(String when, String infoHash, Counts counts) throws InterruptedException {
        awaitCounts(when, infoHash, counts, COUNTED);
    }

    private void awaitCounts(String when, String infoHash, Counts counts, Duration limit) throws InterruptedException {
        String wanted = Stream.of("HTTP IPv4", "HTTP IPv6", "UDP IPv4", "UDP IPv6")
                .map(frontend -> frontend + ": " + (tellsCounts(frontend) ? counts : Counts.NOBODY))
                .collect(Collectors.joining("; "));
        Eventually.says(when, wanted, () -> scrape(infoHash), limit);
    }

    /** A scrape over UDP cannot carry a key. */
    private boolean tellsCounts(String frontend) {
        return mode == Mode.PUBLIC || frontend.startsWith("HTTP");
    }

    private synchronized String scrape(String infoHash) {
        if (!program.alive()) {
            throw new AssertionError("the tracker has ended");
        }
        try {
            ask.write(infoHash + "\n");
            ask.flush();
            String line = answer.readLine();
            if (line == null) {
                throw new AssertionError("the scraper has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lastWords() {
        return program.lastWords();
    }

    @Override
    public void close() {
        scraper.destroyForcibly();
        program.kill();
    }
}
