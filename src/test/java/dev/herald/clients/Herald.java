package dev.herald.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** The packaged tracker, running with its defaults on the tracker's host, and what it says about a torrent. */
final class Herald implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration COUNTED = Duration.ofSeconds(40);
    private static final String NOBODYS_HASH = "00".repeat(20);

    private final Program program;
    private final Process scraper;
    private final BufferedWriter ask;
    private final BufferedReader answer;

    private Herald(Program program, Process scraper) {
        this.program = program;
        this.scraper = scraper;
        this.ask = scraper.outputWriter(UTF_8);
        this.answer = scraper.inputReader(UTF_8);
    }

    /** Starts it and waits until all four doors answer. */
    static Herald start(Host host, Path jar, Path home) throws IOException, InterruptedException {
        Program program = host.start(
                home.resolve("herald"),
                Map.of("HERALD_DATA_DIR", home.resolve("data").toString()),
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        Process scraper = host.converse(
                home.resolve("scraper"),
                List.of(
                        Libtorrent.PYTHON,
                        Resources.file("scrape.py").toString(),
                        host.ipv4(),
                        host.ipv6(),
                        "6969",
                        "7070"));
        Herald herald = new Herald(program, scraper);
        try {
            herald.awaitCounts("the tracker's start", NOBODYS_HASH, new Counts(0, 0, 0), START);
        } catch (AssertionError e) {
            herald.close();
            throw new AssertionError(e.getMessage() + "\n--- tracker\n" + program.lastWords(), e);
        }
        return herald;
    }

    /** What a scrape tells: seeders, finished downloads, leechers. */
    record Counts(int complete, int downloaded, int incomplete) {

        @Override
        public String toString() {
            return "complete %d downloaded %d incomplete %d".formatted(complete, downloaded, incomplete);
        }
    }

    /** Waits until a scrape says {@code counts} over HTTP and UDP, IPv4 and IPv6: one tracker behind four doors. */
    void awaitCounts(String when, String infoHash, Counts counts) throws InterruptedException {
        awaitCounts(when, infoHash, counts, COUNTED);
    }

    private void awaitCounts(String when, String infoHash, Counts counts, Duration limit) throws InterruptedException {
        String wanted = Stream.of("HTTP IPv4", "HTTP IPv6", "UDP IPv4", "UDP IPv6")
                .map(door -> door + ": " + counts)
                .collect(Collectors.joining("; "));
        Eventually.says(when, wanted, () -> scrape(infoHash), limit);
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
