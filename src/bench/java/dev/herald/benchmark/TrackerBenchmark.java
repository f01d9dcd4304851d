package dev.herald.benchmark;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.metrics.Frontend;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
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
 * One periodic announce with {@code numWant} 50, for a {@link Population}. It includes access control and the store. {@code
 * AccessBenchmark} and {@code SwarmBenchmark} measure them separately; {@code UdpBenchmark} and {@code HttpBenchmark} add parsing and
 * writing.
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

    @Param({"1000", "100000", "1000000"})
    public int torrents;

    @Param({"true", "false"})
    public boolean details;

    private final AnnounceRequest[] requests = new AnnounceRequest[1 << 16];
    private final AnnounceRequest[] withoutNumWant = new AnnounceRequest[requests.length];
    private final byte[] answer = new byte[4096];
    private final ScrapeRequest scrape = new ScrapeRequest(1);
    private Tracker tracker;
    private int next;

    private final AnnounceReply reply = new AnnounceReply() {
        @Override
        public Frontend frontend() {
            return Frontend.UDP;
        }

        @Override
        public void peers(Family family, byte[] wire, int offset, int count) {
            System.arraycopy(wire, offset, answer, 20, count * family.peerBytes());
        }

        @Override
        public void counts(int complete, int incomplete, int downloaders, int downloaded) {
            answer[0] = (byte) complete;
        }

        @Override
        public void accepted(int intervalSeconds, int minIntervalSeconds) {
            answer[1] = (byte) intervalSeconds;
        }

        @Override
        public void rejected(Rejection rejection, String text) {
            throw new IllegalStateException(text);
        }
    };

    private final ScrapeReply counts = new ScrapeReply() {
        @Override
        public void torrent(long hashHigh, long hashMiddle, int hashLow) {
            answer[2] = (byte) hashLow;
        }

        @Override
        public void counts(int complete, int incomplete, int downloaders, int downloaded) {
            answer[0] = (byte) complete;
        }

        @Override
        public void done() {
            answer[1]++;
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
            int peer = random.nextInt(population.peers());
            requests[i] = population.announce(peer);
            withoutNumWant[i] = population.announce(peer, 0);
        }
    }

    /** Time of an announce: access control, update of the peer, and peer selection. */
    @Benchmark
    public byte[] announce() {
        tracker.announce(requests[next++ & (requests.length - 1)], reply);
        return answer;
    }

    /** Time of an announce with {@code numWant} 0, which selects no peers. */
    @Benchmark
    public byte[] announceWithoutSelection() {
        tracker.announce(withoutNumWant[next++ & (requests.length - 1)], reply);
        return answer;
    }

    /** Time of a scrape of one torrent. */
    @Benchmark
    public byte[] scrape() {
        AnnounceRequest known = requests[next++ & (requests.length - 1)];
        scrape.received(AccessKey.NONE, Population.SECOND).add(known.hashHigh(), known.hashMiddle(), known.hashLow());
        tracker.scrape(scrape, counts);
        return answer;
    }
}
