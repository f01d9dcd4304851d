package dev.herald.benchmark;

import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.tracker.AnnounceAnswer;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.Tracker;
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
 * One announce of a population that is spread as on public trackers: renewals, 50 peers wanted.
 *
 * <p>{@code mvn -Pbench -Dbench=TrackerBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrackerBenchmark {

    @Param({"100000", "1000000"})
    public int torrents;

    @Param({"true", "false"})
    public boolean details;

    private final AnnounceRequest[] requests = new AnnounceRequest[1 << 16];
    private final byte[] answer = new byte[4096];
    private Tracker tracker;
    private int next;

    private final AnnounceReply reply = new AnnounceReply() {
        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            System.arraycopy(wire, offset, answer, 20, count * family.peerBytes());
        }

        @Override
        public void accepted(AnnounceAnswer given) {
            answer[0] = (byte) given.counts().complete();
        }

        @Override
        public void rejected(Rejection rejection, String text) {
            throw new IllegalStateException(text);
        }
    };

    /** Fills the tracker. */
    @Setup
    public void fill() {
        Population population = new Population(torrents);
        tracker = population.tracker(details);
        Random random = new Random(2);
        for (int i = 0; i < requests.length; i++) {
            requests[i] = population.announce(random.nextInt(population.peers()));
        }
    }

    /** Nanoseconds of an announce. */
    @Benchmark
    public byte[] announce() {
        tracker.announce(requests[next++ & (requests.length - 1)], reply);
        return answer;
    }
}
