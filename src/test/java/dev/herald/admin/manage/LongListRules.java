package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.registry.Entry;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A list that is too long for memory; {@code -Dherald.test.import=1000000} sets its length. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class LongListRules {

    private static final int LINES = Integer.getInteger("herald.test.import", 100_000);

    /** One line in so many is invalid. */
    private static final int BAD = 1000;

    /**
     * The entries that an import holds: a window of 60,000 that is sorted, a batch that is written, and one that is garbage.
     */
    private static final long MOST_ENTRIES = 68_000;

    /** The memory of those entries with their texts, 200 bytes each, and of connections and database. */
    private static final long SLACK_BYTES = 48L << 20;

    /** The memory of a listed torrent, twice, because the set grows by copying. */
    private static final long BYTES_PER_LISTED = 90;

    private final ManagedHerald herald;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .build();

    LongListRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void a_long_list_is_imported_and_exported_in_constant_memory() throws Exception {
        Set<String> before = new HashSet<>();
        export(before);
        long bound = Heap.of(herald.pid()).bytes() + LINES * BYTES_PER_LISTED + SLACK_BYTES;

        List<Heap> heaps = new ArrayList<>();
        JsonObject report = ManageApi.parse(send(
                                "import",
                                "POST",
                                BodyPublishers.ofInputStream(() -> new Body(() -> heaps.addAll(sample()))))
                        .body())
                .asJsonObject();

        assertThat(report.getInt("lines")).isEqualTo(LINES);
        assertThat(report.getInt("added")).isEqualTo(LINES - LINES / BAD);
        assertThat(report.getInt("present")).isZero();
        assertThat(report.getInt("bad")).isEqualTo(LINES / BAD);
        assertThat(report.getJsonArray("bad_lines").getValuesAs(JsonObject.class))
                .extracting(line -> line.getInt("line"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, Math.min(LINES / BAD, ImportReader.MAX_REPORTED))
                        .mapToObj(i -> (int) (i * BAD))
                        .toList());
        Set<String> exported = new HashSet<>();
        heaps.addAll(during(() -> export(exported)));
        assertThat(heaps).isNotEmpty().allSatisfy(heap -> {
            assertThat(heap.bytes()).isLessThan(bound);
            assertThat(heap.entries()).isLessThan(MOST_ENTRIES);
        });
        exported.removeAll(before);
        assertThat(exported).hasSize(LINES - LINES / BAD);
        for (int i = 1; i <= LINES; i++) {
            assertThat(exported.contains(line(i))).isEqualTo(i % BAD != 0);
        }
        clientsThatGoAwayAreNoFailures();
    }

    /** More than the limit of concurrent transfers. */
    private void clientsThatGoAwayAreNoFailures() throws Exception {
        for (int i = 0; i < 2 * TransferLimiter.MAX; i++) {
            HttpResponse<InputStream> answer =
                    http.send(request("export", "GET", BodyPublishers.noBody()), BodyHandlers.ofInputStream());
            assertThat(answer.body().readNBytes(100)).hasSize(100);
            answer.body().close();
            Eventually.says(
                    "an export",
                    "200",
                    () -> Integer.toString(herald.api().get("/denylist/export").status()),
                    Duration.ofSeconds(60));
        }
        assertThat(herald.log()).doesNotContain("failed");
    }

    private HttpResponse<String> send(String what, String method, BodyPublisher body) throws Exception {
        HttpResponse<String> answer = http.send(request(what, method, body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpRequest request(String what, String method, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(herald.api().root() + "/manage/v1/whitelist/" + what))
                .header("Authorization", "Bearer " + ManagedHerald.TOKEN)
                .header("Content-Type", "text/plain")
                .method(method, body)
                .build();
    }

    /** Reads the whole list, a line at a time. */
    private void export(Set<String> to) {
        HttpResponse<InputStream> answer = http.sendAsync(
                        request("export", "GET", BodyPublishers.noBody()), BodyHandlers.ofInputStream())
                .join();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(to.add(line)).isTrue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Measures the heap during a transfer. After the first lines the server may already have finished, because the sockets buffer the
     * rest.
     */
    private List<Heap> during(Runnable work) {
        List<Heap> heaps = new ArrayList<>();
        CompletableFuture<Void> done = CompletableFuture.runAsync(work, doing -> new Thread(doing, "export").start());
        do {
            heaps.add(Heap.of(herald.pid()));
        } while (!done.isDone());
        done.join();
        return heaps;
    }

    /** A few measurements; during the last ones the server waits for the client. */
    private List<Heap> sample() {
        List<Heap> heaps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            heaps.add(Heap.of(herald.pid()));
        }
        return heaps;
    }

    /** A hash in no particular order, or an invalid line. */
    private static String line(int number) {
        long mixed = number * 0x9e37_79b9_7f4a_7c15L;
        return (number % BAD == 0 ? "%039x" : "%040x").formatted(mixed ^ (mixed >>> 32));
    }

    /** The lines, generated on demand, with a pause before the last. */
    private static final class Body extends InputStream {
        private final Runnable pause;
        private byte[] line = {};
        private int at;
        private int number;

        Body(Runnable pause) {
            this.pause = pause;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] to, int from, int most) {
            if (at == line.length && number == LINES) {
                return -1;
            }
            if (at == line.length) {
                number++;
                line = (line(number) + "\n").getBytes(UTF_8);
                at = 0;
                if (number == LINES - LINES / 20) {
                    pause.run();
                }
            }
            int count = Math.min(most, line.length - at);
            System.arraycopy(line, at, to, from, count);
            at += count;
            return count;
        }
    }

    /**
     * The used heap after a full collection.
     *
     * @param entries how many {@link Entry}
     */
    private record Heap(long bytes, long entries) {

        static Heap of(long pid) {
            String jcmd = System.getProperty("java.home") + "/bin/jcmd";
            try {
                Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram").start();
                long bytes = 0;
                long entries = 0;
                for (String line : process.inputReader(UTF_8).lines().toList()) {
                    String[] words = line.strip().split("\\s+", -1);
                    if (words.length == 3 && words[0].equals("Total")) {
                        bytes = Long.parseLong(words[2]);
                    } else if (words.length == 4 && words[3].equals(Entry.class.getName())) {
                        entries = Long.parseLong(words[1]);
                    }
                }
                assertThat(bytes).isPositive();
                return new Heap(bytes, entries);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
