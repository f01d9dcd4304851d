package dev.herald.udp;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.time.InstantSource;
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
 * One UDP announce without the sockets: from the datagram to the bytes of the response, including connection id and store.
 *
 * <p>{@code mvn -Pbench -Dbench=UdpBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class UdpBenchmark {

    /** Number of torrents in the store. */
    @Param({"1000", "100000", "1000000"})
    public int torrents;

    private final ByteBuffer[] datagrams = new ByteBuffer[1 << 17];
    private final Address[] senders = new Address[datagrams.length];
    private final Datagram datagram = new Datagram();
    private final AnnouncePacket packet = new AnnouncePacket();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MAX_ANSWER_BYTES);
    private ConnectionIds ids;
    private UdpTracker udp;
    private int next;

    /** Fills the tracker. */
    @Setup
    public void fill() {
        ids = new ConnectionIds(SipHash.keyed(new byte[16]));
        Population population = new Population(torrents);
        Tracker tracker = population.tracker(true);
        udp = new UdpTracker(ids, tracker, Family.IPV4, new Metrics(), InstantSource.system(), System::nanoTime);
        AnnounceDatagrams announces = new AnnounceDatagrams(population);
        Random random = new Random(2);
        for (int i = 0; i < datagrams.length; i++) {
            int peer = random.nextInt(population.peers());
            senders[i] = population.address(peer);
            long id = ids.issue(senders[i].high(), senders[i].low(), Population.SECOND);
            datagrams[i] = announces.write(ByteBuffer.allocateDirect(AnnouncePacket.BYTES), id, peer, peer);
        }
    }

    /** Time of an announce. */
    @Benchmark
    public int announce() {
        return handle(next++ & (datagrams.length - 1), Population.SECOND);
    }

    /** Time of an announce with an expired connection id. */
    @Benchmark
    public int expiredConnectionId() {
        return handle(next++ & (datagrams.length - 1), Population.SECOND + 600);
    }

    /** Time to parse an announce. */
    @Benchmark
    public AnnounceRequest parse() {
        int i = next++ & (datagrams.length - 1);
        datagram(i).bytes().position(16);
        return packet.parse(datagram, Population.SECOND);
    }

    /** Time to check a connection id. */
    @Benchmark
    public boolean connectionId() {
        int i = next++ & (datagrams.length - 1);
        return ids.accepts(datagrams[i].getLong(0), senders[i].high(), senders[i].low(), Population.SECOND);
    }

    private int handle(int i, long second) {
        udp.answer(datagram(i), second, answer.clear());
        return answer.position();
    }

    private Datagram datagram(int i) {
        return datagram.fill(datagrams[i].rewind(), senders[i], 6881);
    }
}
