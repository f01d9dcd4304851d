package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.FaultLog;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Bytes are counted, not milliseconds: the figure is the same on every machine, so a build can rely on it. The tracker
 * behind the frontend is included; Netty's own objects for each datagram are not.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpAllocationTest {

    private static final long BUDGET_PER_KEY = 176;

    private final Metrics metrics = new Metrics();
    private final ConnectionIds ids = new ConnectionIds(SipHash.keyed(Conversation.KEY));
    private final UdpTracker udp = new UdpTracker(
            ids,
            Conversation.tracker(Conversation.policy(Unreachable.ANSWER)),
            metrics.recorder(Frontend.UDP),
            new FaultLog());
    private final Datagram datagram = new Datagram();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(UdpTracker.MOST_BYTES);

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
        assertThat(bytesPerDatagram(Packets.U07_STARTED_IPV6, Conversation.A6)).isZero();
        assertThat(metrics.count(Frontend.UDP, Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(AllocatedBytes.CALLS);
    }

    @Test
    void a_peer_that_comes_and_goes_allocates_nothing() {
        join(Address.ofIpv4(0x0a000001));
        ByteBuffer started = ByteBuffer.wrap(Conversation.bytes(Packets.U03_STARTED));
        ByteBuffer stopped =
                ByteBuffer.wrap(Conversation.bytes(Packets.U03_STARTED)).putInt(80, 3);
        assertThat(AllocatedBytes.perCall(() -> {
                    handle(started, Conversation.A);
                    handle(stopped, Conversation.A);
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
    void nothing_is_allocated_for_a_peer() {
        for (int i = 0; i < 300; i++) {
            join(Address.ofIpv4(0x0a000001 + i));
        }
        String announce = Conversation.compact(Packets.U03_STARTED).replace("ffffffff1ae1", "000000c81ae1");
        assertThat(bytesPerDatagram(announce)).isZero();
        assertThat(answer.position()).isEqualTo(20 + 200 * 6);
    }

    @Test
    void the_url_of_a_libtorrent_is_not_copied() {
        assertThat(bytesPerDatagram(Packets.U03_STARTED + "02 09 2f616e6e6f756e6365"))
                .isZero();
    }

    /** A key is looked up as text, which is copied out of the datagram once. */
    @Test
    void a_key_in_the_url_costs_its_text() {
        assertThat(bytesPerDatagram(Packets.U22_PASSKEY)).isBetween(1L, BUDGET_PER_KEY);
    }

    private void join(Address guest) {
        Datagram datagram = Conversation.datagram(new Endpoint(guest, 6881), Conversation.bytes(Packets.U03_STARTED));
        datagram.bytes().putLong(0, ids.issue(guest.high(), guest.low(), Conversation.NOW));
        udp.handle(datagram, Conversation.NOW, answer.clear());
    }

    private long bytesPerDatagram(String hex) {
        return bytesPerDatagram(hex, Conversation.A);
    }

    private long bytesPerDatagram(String hex, Endpoint sender) {
        byte[] request = Conversation.bytes(hex);
        ByteBuffer bytes = ByteBuffer.allocateDirect(request.length).put(request);
        return AllocatedBytes.perCall(() -> handle(bytes, sender));
    }

    private void handle(ByteBuffer bytes, Endpoint sender) {
        udp.handle(datagram.fill(bytes.rewind(), sender.address(), sender.port()), Conversation.NOW, answer.clear());
    }
}
