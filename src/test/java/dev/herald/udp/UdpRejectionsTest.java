package dev.herald.udp;

import static dev.herald.udp.HexClient.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RejectionLog.Entry;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the counters and the log of rejections say about each kind of request that is not served. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class UdpRejectionsTest {

    private final HexClient client = new HexClient();

    @Test
    void a_served_request_is_no_rejection() {
        client.ask(A, Packets.U01_CONNECT);
        client.ask(A, Packets.U03_STARTED);
        client.ask(A, Packets.U23_SCRAPE);
        assertThat(client.metrics.rejectionLog().latest()).isEmpty();
    }

    @Test
    void a_datagram_that_is_not_of_the_protocol_is_malformed() {
        client.ask(A, "00");
        client.ask(A, Packets.U33_WRONG_PROTOCOL_ID);
        assertCounted(client, Reason.MALFORMED, 2);
        assertThat(latest(client).infoHash()).isEmpty();
    }

    @Test
    void an_announce_with_a_forged_connection_id_is_logged_with_torrent_client_and_network() {
        client.ask(A, Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID);
        assertCounted(client, Reason.BAD_CONNECTION_ID, 1);
        Entry entry = latest(client);
        assertThat(entry.infoHash().orElseThrow()).hasToString(HexClient.compact(Packets.IH1));
        assertThat(entry.client().orElseThrow()).startsWith("qBittorrent 4.6.5");
        assertThat(entry.network()).hasToString("203.0.113.0/24");
        assertThat(entry.frontend()).isEqualTo(Frontend.UDP);
    }

    @Test
    void a_scrape_with_a_forged_connection_id_is_logged_without_a_torrent() {
        client.ask(HexClient.B, Packets.U23_SCRAPE);
        assertCounted(client, Reason.BAD_CONNECTION_ID, 1);
        assertThat(latest(client).infoHash()).isEmpty();
    }

    @Test
    void what_cannot_be_parsed_is_an_invalid_request() {
        client.ask(A, Packets.U29_TRUNCATED_ANNOUNCE);
        client.ask(A, Packets.U31_ACTION_9);
        assertCounted(client, Reason.INVALID_REQUEST, 2);
    }

    @Test
    void what_the_tracker_rejects_has_its_reason() {
        client.ask(A, Packets.U25_EMPTY_SCRAPE);
        assertCounted(client, Reason.FULL_SCRAPE, 1);
        HexClient strict = new HexClient(HexClient.tracker(HexClient.policy(Unreachable.REJECT)));
        strict.ask(A, Packets.U13_PORT_ZERO);
        assertCounted(strict, Reason.INVALID_PORT, 1);
        assertThat(latest(strict).infoHash()).isPresent();
    }

    @Test
    void failures_and_full_buffers_have_their_reasons() {
        HexClient broken = new HexClient(new Tracker(HexClient.policy(Unreachable.ANSWER), null, null));
        broken.ask(A, Packets.U03_STARTED);
        assertCounted(broken, Reason.INTERNAL_ERROR, 1);
        broken.udp.dropped();
        assertCounted(broken, Reason.OVERLOAD, 1);
        assertThat(broken.metrics.droppedDatagrams()).isEqualTo(1);
    }

    @Test
    void bytes_are_counted_at_the_end_of_a_batch() {
        byte[] request = HexClient.bytes(Packets.U01_CONNECT);
        for (int i = 0; i < 3; i++) {
            client.udp.handle(HexClient.datagram(A, request), ByteBuffer.allocate(UdpTracker.MAX_ANSWER_BYTES));
        }
        client.udp.handle(HexClient.datagram(A, new byte[5]), ByteBuffer.allocate(UdpTracker.MAX_ANSWER_BYTES));
        assertThat(client.metrics.bytesIn(Frontend.UDP)).isZero();
        client.udp.endOfBatch();
        assertThat(client.metrics.bytesIn(Frontend.UDP)).isEqualTo(3 * 16 + 5);
        assertThat(client.metrics.bytesOut(Frontend.UDP)).isEqualTo(3 * 16);
    }

    private static void assertCounted(HexClient client, Reason reason, long count) {
        assertThat(client.metrics.rejections(Frontend.UDP, Family.IPV4, reason)).isEqualTo(count);
    }

    private static Entry latest(HexClient client) {
        return client.metrics.rejectionLog().latest().get(0);
    }
}
