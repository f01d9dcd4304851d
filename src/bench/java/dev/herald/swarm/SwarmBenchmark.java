package dev.herald.swarm;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.PeerSink;
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
 * The two parts of an announce in the store, updating the peer and selecting peers for the response: separately and together.
 *
 * <p>{@code mvn -Pbench -Dbench=SwarmBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SwarmBenchmark {

    private static final int NUM_WANT = 50;

    /** Number of torrents in the store. */
    @Param({"1000", "100000", "1000000"})
    public int torrents;

    private final AnnounceRequest[] requests = new AnnounceRequest[1 << 16];
    private final Shard[] shards = new Shard[requests.length];
    private final int[] torrent = new int[requests.length];
    private final int[] position = new int[requests.length];
    private final PeerSelection selection = new PeerSelection(1, Integer.MAX_VALUE, false);
    private final byte[] answer = new byte[NUM_WANT * Family.IPV4.peerBytes()];
    private final PeerSink sink =
            (family, wire, offset, count) -> System.arraycopy(wire, offset, answer, 0, count * family.peerBytes());
    private Swarms swarms;
    private int next;

    /** Fills the store, and finds the swarms and peers for {@link #selection}. */
    @Setup
    public void fill() {
        Population population = new Population(torrents);
        swarms = population.swarms(true);
        Random random = new Random(2);
        for (int i = 0; i < requests.length; i++) {
            requests[i] = population.announce(random.nextInt(population.peers()), NUM_WANT);
            long hash = swarms.hasher.hash(requests[i].infoHash());
            shards[i] = swarms.shard(hash);
            torrent[i] = shards[i].torrents.find((int) hash, requests[i].infoHash());
            position[i] = shards[i]
                    .open(torrent[i])
                    .ipv4
                    .find(requests[i].sourceHigh(), requests[i].sourceLow(), requests[i].port());
        }
    }

    /** Time to find the swarm and the peer, and to update the peer. */
    @Benchmark
    public int swarm() {
        swarms.announce(requests[next++ & (requests.length - 1)], 0, false, sink);
        return next;
    }

    /** Time to select peers of a swarm and to copy them. */
    @Benchmark
    public byte[] selection() {
        int i = next++ & (requests.length - 1);
        AnnounceRequest request = requests[i];
        Swarm swarm = shards[i].open(torrent[i]);
        selection.prepare(request, swarms.hasher.fingerprint(request), NUM_WANT, false, sink);
        selection.select(swarm.ipv4, swarm.ipv6, position[i], request.left() > 0);
        return answer;
    }

    /** Time of both. */
    @Benchmark
    public byte[] announce() {
        swarms.announce(requests[next++ & (requests.length - 1)], NUM_WANT, false, sink);
        return answer;
    }
}
