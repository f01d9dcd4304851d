package dev.herald.udp;

import dev.herald.benchmark.Population;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.metrics.Door;
import dev.herald.metrics.Metrics;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
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
    @Param({"100000", "1000000"})
    public int torrents;

    private final ByteBuf[] datagrams = new ByteBuf[1 << 14];
    private final Address[] senders = new Address[datagrams.length];
    private final ByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
    private UdpTracker udp;
    private int next;

    /** Fills the tracker. */
    @Setup
    public void fill() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        ConnectionIds ids = new ConnectionIds(SipHash.keyed(new byte[16]));
        Population population = new Population(torrents);
        udp = new UdpTracker(
                ids,
                new BannedAddresses(10, Duration.ofHours(1), InstantSource.system()),
                population.tracker(true),
                new Metrics().recorder(Door.UDP),
                new FaultLog());
        Random random = new Random(2);
        for (int i = 0; i < datagrams.length; i++) {
            int peer = random.nextInt(population.peers());
            senders[i] = population.address(peer);
            datagrams[i] = datagram(population, peer, ids.issue(senders[i], Population.SECOND));
        }
    }

    /** Nanoseconds of an announce. */
    @Benchmark
    public int announce() {
        int i = next++ & (datagrams.length - 1);
        ByteBuf answer = udp.handle(datagrams[i].readerIndex(0), senders[i], 6881, Population.SECOND, buffers);
        int length = answer.readableBytes();
        answer.release();
        return length;
    }

    private static ByteBuf datagram(Population population, int peer, long connectionId) {
        byte[] words = new byte[InfoHash.BYTES + PeerId.BYTES];
        population.infoHash(peer).write(words, 0);
        population.peerId(peer).write(words, InfoHash.BYTES);
        return Unpooled.directBuffer(AnnouncePacket.BYTES)
                .writeLong(connectionId)
                .writeInt(1)
                .writeInt(peer)
                .writeBytes(words)
                .writeLong(0)
                .writeLong(population.left(peer))
                .writeLong(0)
                .writeInt(0)
                .writeInt(0)
                .writeInt(peer)
                .writeInt(-1)
                .writeShort(population.port(peer));
    }
}
