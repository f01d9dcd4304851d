package dev.herald.udp;

import dev.herald.bittorrent.Family;
import java.nio.ByteBuffer;
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
 * Writing a UDP response whose peers have been selected.
 *
 * <p>{@code mvn -Pbench -Dbench=UdpWriteBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class UdpWriteBenchmark {

    /** The number of peers in the response. */
    @Param({"5", "50", "200"})
    public int peers;

    private static final byte[] PEERS = new byte[200 * Family.IPV4.peerBytes()];

    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MAX_ANSWER_BYTES);
    private final UdpReply.Announce reply = new UdpReply.Announce();
    private int next;

    /** Time to write a response. */
    @Benchmark
    public int write() {
        reply.to(answer.clear(), next++).peers(Family.IPV4, PEERS, 0, peers);
        reply.counts(1, 2, 2, 3);
        reply.accepted(1800, 900);
        return answer.position();
    }
}
