package dev.herald.benchmark;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.ScrapeRequest;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.tracker.AnnounceAnswer;
import dev.herald.tracker.AnnounceReply;
import dev.herald.tracker.Rejection;
import dev.herald.tracker.ScrapeReply;
import dev.herald.tracker.Tracker;
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

    @Param({"1000", "100000", "1000000"})
    public int torrents;

    @Param({"true", "false"})
    public boolean details;

    private final AnnounceRequest[] requests = new AnnounceRequest[1 << 16];
    private final AnnounceRequest[] modest = new AnnounceRequest[requests.length];
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

    private final ScrapeReply counts = new ScrapeReply() {
        @Override
        public void torrent(InfoHash infoHash, SwarmCounts given) {
            answer[0] = (byte) given.complete();
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

    private static AnnounceRequest wantingNone(AnnounceRequest request) {
        return new AnnounceRequest(
                request.infoHash(),
                request.peerId(),
                request.source(),
                request.port(),
                request.event(),
                request.left(),
                request.uploaded(),
                request.downloaded(),
                0,
                request.capacity(),
                request.bothFamilies(),
                request.key(),
                request.second());
    }

    /** Fills the tracker. */
    @Setup
    public void fill() {
        Population population = new Population(torrents);
        tracker = population.tracker(details);
        Random random = new Random(2);
        for (int i = 0; i < requests.length; i++) {
            requests[i] = population.announce(random.nextInt(population.peers()));
            modest[i] = wantingNone(requests[i]);
        }
    }

    /** Nanoseconds of an announce: access, the peer's entry, and the choice of peers. */
    @Benchmark
    public byte[] announce() {
        tracker.announce(requests[next++ & (requests.length - 1)], reply);
        return answer;
    }

    /** Nanoseconds of an announce that wants no peers, so nothing is chosen. */
    @Benchmark
    public byte[] announceWithoutChoice() {
        tracker.announce(modest[next++ & (requests.length - 1)], reply);
        return answer;
    }

    /** Nanoseconds of a scrape of one torrent. */
    @Benchmark
    public byte[] scrape() {
        InfoHash infoHash = requests[next++ & (requests.length - 1)].infoHash();
        tracker.scrape(new ScrapeRequest(List.of(infoHash), AccessKey.NONE, Population.SECOND), counts);
        return answer;
    }
}
