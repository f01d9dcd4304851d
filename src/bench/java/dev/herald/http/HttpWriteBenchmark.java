package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.tracker.AnnouncePolicy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing the body of an HTTP response whose peers have been selected.
 *
 * <p>{@code mvn -Pbench -Dbench=HttpWriteBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HttpWriteBenchmark {

    /** The number of peers in the response. */
    @Param({"5", "50", "200"})
    public int peers;

    private static final byte[] PEERS = new byte[200 * Family.IPV4.peerBytes()];

    private static final FailureResponses FAILURES =
            new FailureResponses(new AnnouncePolicy(1800, 900, 0, 50, 200, AnnouncePolicy.Unreachable.ANSWER, false));

    private final Address client = Address.ofIpv4(0x0a000001);

    /** Time to write a response. */
    @Benchmark
    public TrackerResponse write() {
        AnnounceBody body = new AnnounceBody(Frontend.HTTP_NETTY, client, true, false, FAILURES);
        body.peers(Family.IPV4, PEERS, 0, peers);
        body.counts(100, 50, 50, 1000);
        body.accepted(1800, 900);
        return body.response();
    }
}
