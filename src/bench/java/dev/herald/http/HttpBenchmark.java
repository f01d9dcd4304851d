package dev.herald.http;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One HTTP announce without the server: from path and query to the bytes of the response, including the store.
 *
 * <p>{@code mvn -Pbench -Dbench=HttpBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HttpBenchmark {

    /** Number of torrents in the store. */
    @Param({"1000", "100000", "1000000"})
    public int torrents;

    private final TrackerRequest[] requests = new TrackerRequest[1 << 14];
    private HttpTracker http;
    private int next;

    /** Fills the tracker. */
    @Setup
    public void fill() {
        Population population = new Population(torrents);
        http = new HttpTracker(
                new HttpSettings(new Endpoint(Address.ofIpv4(0), 7070), List.of(), true),
                population.tracker(true),
                Frontend.HTTP_NETTY,
                new Metrics(),
                () -> Instant.ofEpochSecond(Population.SECOND));
        AnnounceQueries queries = new AnnounceQueries(population);
        Random random = new Random(2);
        for (int i = 0; i < requests.length; i++) {
            int peer = random.nextInt(population.peers());
            String query = queries.write(Unpooled.buffer(), peer).toString(StandardCharsets.US_ASCII);
            requests[i] = new TrackerRequest("GET", "/announce", query, population.address(peer), name -> List.of());
        }
    }

    /** Time of an announce. */
    @Benchmark
    public byte[] announce() {
        return http.answer(requests[next++ & (requests.length - 1)]).body();
    }

    /** Time to parse a query string. */
    @Benchmark
    public AnnounceQuery parse() {
        return AnnounceQuery.parse(requests[next++ & (requests.length - 1)].query(), true);
    }
}
