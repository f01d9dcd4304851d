package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Door;
import dev.herald.metrics.Kind;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Bytes are counted, not milliseconds: the figure is the same on every machine, so a build can rely on it. The tracker
 * behind the door is included; Netty's own objects for each datagram are not.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpAllocationTest {

    /** The request with its hash and peer id, the reply and the answer's numbers. */
    private static final int BUDGET_PER_ANNOUNCE = 256;

    /** The text of the URL on top. */
    private static final int BUDGET_PER_URL = 128;

    private static final int BUDGET_PER_CONNECT = 0;
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 5;
    private static final int CALLS = 10_000;

    private final Metrics metrics = new Metrics();
    private final ConnectionIds ids = new ConnectionIds(SipHash.keyed(Conversation.KEY));
    private final UdpTracker udp = new UdpTracker(
            ids,
            new BannedAddresses(10, Duration.ofHours(1), Clock.systemUTC()),
            Conversation.tracker(Conversation.policy(Unreachable.ANSWER)),
            metrics.recorder(Door.UDP),
            new FaultLog());
    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MOST_BYTES);

    @Test
    void a_connect_allocates_nothing() throws Exception {
        assertThat(bytesPerDatagram(Packets.U01_CONNECT)).isLessThanOrEqualTo(BUDGET_PER_CONNECT);
        assertThat(metrics.count(Door.UDP, Family.IPV4, Kind.CONNECT, Outcome.ANSWERED))
                .isEqualTo(WARM_UP + ROUNDS * CALLS);
    }

    @Test
    void an_announce_stays_within_its_budget() throws Exception {
        assertThat(bytesPerDatagram(Packets.U03_STARTED)).isLessThanOrEqualTo(BUDGET_PER_ANNOUNCE);
        assertThat(metrics.count(Door.UDP, Family.IPV4, Kind.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(WARM_UP + ROUNDS * CALLS);
    }

    @Test
    void nothing_is_allocated_for_a_peer() throws Exception {
        for (int i = 0; i < 300; i++) {
            join(Address.ofIpv4(0x0a000001 + i));
        }
        String announce = Conversation.compact(Packets.U03_STARTED).replace("ffffffff1ae1", "000000c81ae1");
        assertThat(bytesPerDatagram(announce)).isLessThanOrEqualTo(BUDGET_PER_ANNOUNCE);
        assertThat(answer.position()).isEqualTo(20 + 200 * 6);
    }

    @Test
    void the_url_of_a_libtorrent_stays_within_its_budget() throws Exception {
        assertThat(bytesPerDatagram(Packets.U03_STARTED + "02 09 2f616e6e6f756e6365"))
                .isLessThanOrEqualTo(BUDGET_PER_ANNOUNCE + BUDGET_PER_URL);
    }

    private void join(Address guest) {
        ByteBuffer in = ByteBuffer.wrap(Conversation.bytes(Packets.U03_STARTED));
        in.putLong(0, ids.issue(guest, Conversation.NOW));
        udp.handle(in, guest, 6881, Conversation.NOW, answer.clear());
    }

    private long bytesPerDatagram(String hex) throws Exception {
        byte[] request = Conversation.bytes(hex);
        ByteBuffer datagram = ByteBuffer.allocateDirect(request.length).put(request);
        return bytesPerCall(() -> udp.handle(
                datagram.rewind(), Conversation.A.address(), Conversation.A.port(), Conversation.NOW, answer.clear()));
    }

    private static long bytesPerCall(Runnable call) throws Exception {
        FutureTask<Long> measured = new FutureTask<>(() -> {
            for (int i = 0; i < WARM_UP; i++) {
                call.run();
            }
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < CALLS; i++) {
                    call.run();
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least / CALLS;
        });
        new Thread(measured).start();
        return measured.get();
    }
}
