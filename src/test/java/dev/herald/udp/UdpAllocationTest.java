package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RejectionLog;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Counts allocated bytes, which are the same on every machine. Includes the tracker, but not Netty's objects for each datagram.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpAllocationTest {

    private static final long BUDGET_PER_KEY = 176;

    private final Metrics metrics = new Metrics();
    private final ConnectionIds ids = new ConnectionIds(SipHash.keyed(HexClient.KEY));
    private final UdpTracker udp = new UdpTracker(
            ids,
            HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
            Family.IPV4,
            metrics,
            InstantSource.system(),
            System::nanoTime);
    private final Datagram datagram = new Datagram();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MAX_ANSWER_BYTES);

    @Test
    void a_connect_allocates_nothing() {
        assertThat(bytesPerDatagram(Packets.U01_CONNECT)).isZero();
        assertThat(metrics.count(Frontend.UDP, Family.IPV4, RequestType.CONNECT, Outcome.ANSWERED))
                .isEqualTo(AllocatedBytes.CALLS);
    }

    @Test
    void an_announce_allocates_nothing() {
        assertThat(bytesPerDatagram(Packets.U03_STARTED)).isZero();
        assertThat(metrics.count(Frontend.UDP, Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(AllocatedBytes.CALLS);
    }

    @Test
    void an_announce_over_ipv6_allocates_nothing() {
        assertThat(bytesPerDatagram(Packets.U07_STARTED_IPV6, HexClient.A6)).isZero();
        assertThat(metrics.count(Frontend.UDP, Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(AllocatedBytes.CALLS);
    }

    @Test
    void started_and_stopped_allocate_nothing() {
        join(Address.ofIpv4(0x0a000001));
        ByteBuffer started = ByteBuffer.wrap(HexClient.bytes(Packets.U03_STARTED));
        ByteBuffer stopped =
                ByteBuffer.wrap(HexClient.bytes(Packets.U03_STARTED)).putInt(80, 3);
        assertThat(AllocatedBytes.perCall(() -> {
                    handle(started, HexClient.A);
                    handle(stopped, HexClient.A);
                }))
                .isZero();
    }

    @Test
    void a_scrape_allocates_nothing() {
        join(Address.ofIpv4(0x0a000001));
        assertThat(bytesPerDatagram(Packets.U23_SCRAPE)).isZero();
        assertThat(answer.position()).isEqualTo(8 + 2 * 12);
    }

    @Test
    void a_rejection_that_is_logged_allocates_nothing() {
        metrics.rejectionLog().asked();
        String forged = HexClient.compact(Packets.U03_STARTED).replaceFirst("^.{16}", "0123456789abcdef");
        assertThat(bytesPerDatagram(forged)).isZero();
        assertThat(metrics.rejections(Frontend.UDP, Reason.BAD_CONNECTION_ID)).isEqualTo(AllocatedBytes.CALLS);
        assertThat(metrics.rejectionLog().latest()).hasSize(RejectionLog.CAPACITY);
    }

    @Test
    void nothing_is_allocated_per_peer() {
        for (int i = 0; i < 300; i++) {
            join(Address.ofIpv4(0x0a000001 + i));
        }
        String announce = HexClient.compact(Packets.U03_STARTED).replace("ffffffff1ae1", "000000c81ae1");
        assertThat(bytesPerDatagram(announce)).isZero();
        assertThat(answer.position()).isEqualTo(20 + 200 * 6);
    }

    @Test
    void a_url_without_key_allocates_nothing() {
        assertThat(bytesPerDatagram(Packets.U03_STARTED + "02 09 2f616e6e6f756e6365"))
                .isZero();
    }

    /** A key is looked up as a string, which is copied from the datagram once. */
    @Test
    void a_key_in_the_url_allocates_its_text() {
        assertThat(bytesPerDatagram(Packets.U22_PASSKEY)).isBetween(1L, BUDGET_PER_KEY);
    }

    private void join(Address peer) {
        Datagram datagram = HexClient.datagram(new Endpoint(peer, 6881), HexClient.bytes(Packets.U03_STARTED));
        datagram.bytes().putLong(0, ids.issue(peer.high(), peer.low(), HexClient.NOW));
        udp.answer(datagram, HexClient.NOW, answer.clear());
    }

    private long bytesPerDatagram(String hex) {
        return bytesPerDatagram(hex, HexClient.A);
    }

    private long bytesPerDatagram(String hex, Endpoint sender) {
        byte[] request = HexClient.bytes(hex);
        ByteBuffer bytes = ByteBuffer.allocateDirect(request.length).put(request);
        return AllocatedBytes.perCall(() -> handle(bytes, sender));
    }

    private void handle(ByteBuffer bytes, Endpoint sender) {
        udp.answer(datagram.fill(bytes.rewind(), sender.address(), sender.port()), HexClient.NOW, answer.clear());
    }
}
