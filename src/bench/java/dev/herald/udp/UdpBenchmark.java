package dev.herald.udp;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Family;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.bittorrent.SwarmCounts;
import dev.herald.metrics.Door;
import dev.herald.metrics.Metrics;
import dev.herald.tracker.AnnounceAnswer;
import dev.herald.tracker.Foresight;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One announce over UDP without the sockets: from the datagram to the answer's bytes, connection id and store included.
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

    /** How many torrents the tracker knows. */
    @Param({"1000", "100000", "1000000"})
    public int torrents;

    private static final byte[] PEERS = new byte[50 * 6];
    private static final AnnounceAnswer GIVEN = new AnnounceAnswer(SwarmCounts.ZERO, 1800, 900);

    private final ByteBuffer[] datagrams = new ByteBuffer[1 << 17];
    private final Address[] senders = new Address[datagrams.length];
    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MOST_BYTES);
    private ConnectionIds ids;
    private UdpTracker udp;
    private Foresight foresight;
    private int next;

    /** Fills the tracker. */
    @Setup
    public void fill() {
        ids = new ConnectionIds(SipHash.keyed(new byte[16]));
        Population population = new Population(torrents);
        Tracker tracker = population.tracker(true);
        foresight = tracker.foresight(Family.IPV4, MessageBatch.SIZE);
        udp = new UdpTracker(
                ids,
                new BannedAddresses(10, Duration.ofHours(1), InstantSource.system()),
                tracker,
                new Metrics().recorder(Door.UDP),
                new FaultLog());
        Random random = new Random(2);
        for (int i = 0; i < datagrams.length; i++) {
            int peer = random.nextInt(population.peers());
            senders[i] = population.address(peer);
            datagrams[i] = datagram(population, peer, ids.issue(senders[i], Population.SECOND));
        }
    }

    /** Nanoseconds of an announce that comes alone. */
    @Benchmark
    public int announceAlone() {
        return handle(next++ & (datagrams.length - 1));
    }

    /** Nanoseconds of an announce that comes with others, as from {@code recvmmsg}. */
    @Benchmark
    @OperationsPerInvocation(MessageBatch.SIZE)
    public int announceInBatch() {
        int first = next & (datagrams.length - 1);
        next += MessageBatch.SIZE;
        for (int i = first; i < first + MessageBatch.SIZE; i++) {
            UdpTracker.expect(datagrams[i].rewind(), senders[i], foresight);
        }
        foresight.prepare();
        int bytes = 0;
        for (int i = first; i < first + MessageBatch.SIZE; i++) {
            bytes += handle(i);
        }
        return bytes;
    }

    /** Nanoseconds to read the announce alone. */
    @Benchmark
    public AnnounceRequest parse() {
        int i = next++ & (datagrams.length - 1);
        return AnnouncePacket.parse(datagrams[i].position(16), senders[i], Population.SECOND);
    }

    /** Nanoseconds to check the connection id alone. */
    @Benchmark
    public boolean connectionId() {
        int i = next++ & (datagrams.length - 1);
        return ids.accepts(datagrams[i].getLong(0), senders[i], Population.SECOND);
    }

    /** Nanoseconds to write an answer of 50 peers alone. */
    @Benchmark
    public int write() {
        DatagramAnnounceReply reply = new DatagramAnnounceReply(answer.clear(), next++);
        reply.peers(Family.IPV4, PEERS, 0, 50);
        reply.accepted(GIVEN);
        return answer.position();
    }

    private int handle(int i) {
        udp.handle(datagrams[i].rewind(), senders[i], 6881, Population.SECOND, answer.clear());
        return answer.position();
    }

    private static ByteBuffer datagram(Population population, int peer, long connectionId) {
        byte[] words = new byte[InfoHash.BYTES + PeerId.BYTES];
        population.infoHash(peer).write(words, 0);
        population.peerId(peer).write(words, InfoHash.BYTES);
        return ByteBuffer.allocateDirect(AnnouncePacket.BYTES)
                .putLong(connectionId)
                .putInt(1)
                .putInt(peer)
                .put(words)
                .putLong(0)
                .putLong(population.left(peer))
                .putLong(0)
                .putInt(0)
                .putInt(0)
                .putInt(peer)
                .putInt(-1)
                .putShort((short) population.port(peer));
    }
}
