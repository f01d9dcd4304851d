package dev.herald.udp;

import static dev.herald.udp.HexClient.A;
import static dev.herald.udp.HexClient.A6;
import static dev.herald.udp.HexClient.B;
import static dev.herald.udp.HexClient.B6;
import static dev.herald.udp.HexClient.C;
import static dev.herald.udp.HexClient.NO_ANSWER;
import static dev.herald.udp.HexClient.compact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import dev.herald.tracker.Tracker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpTrackerTest {

    private final HexClient client = new HexClient();

    @Test
    void a_peer_joins_completes_and_leaves() {
        exchange(Packets.U01_CONNECT, Packets.U02_CONNECTED);
        exchange(Packets.U03_STARTED, Packets.U04_NO_PEERS);
        exchange(Packets.U08_COMPLETED, "00000001 55667788 00000708 00000000 00000001");
        exchange(Packets.U23_SCRAPE, "00000002 99aabbcc  00000001 00000001 00000000  00000000 00000000 00000000");
        exchange(Packets.U09_STOPPED, "00000001 55667788 00000708 00000000 00000000");
        exchange(Packets.U23_SCRAPE, "00000002 99aabbcc  00000000 00000001 00000000  00000000 00000000 00000000");
    }

    @Test
    void a_connect_may_have_trailing_bytes() {
        exchange(Packets.U36_LONG_CONNECT, Packets.U02_CONNECTED);
    }

    @Test
    void an_answer_lists_the_other_peers() {
        join(B, 0);
        join(C, 0);
        String answer = client.ask(A, Packets.U03_STARTED);
        String first = compact("c633640a c8d5");
        String second = compact("c0000237 1ae9");
        String header = compact(Packets.U05_TWO_PEERS).substring(0, 40);
        assertThat(answer).isIn(header + first + second, header + second + first);
        assertThat(header + first + second).isEqualTo(compact(Packets.U05_TWO_PEERS));
    }

    @Test
    void an_answer_over_ipv6_lists_peers_of_18_bytes() {
        join(B6, 0);
        assertThat(client.ask(A6, Packets.U07_STARTED_IPV6)).isEqualTo(compact(Packets.U06_IPV6_PEER));
        assertThat(client.metrics.count(Frontend.UDP, Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(2);
    }

    @Test
    void stopped_is_answered_with_counts_and_no_peers() {
        join(B, 0);
        join(C, 0);
        client.ask(A, Packets.U03_STARTED);
        exchange(Packets.U09_STOPPED, Packets.U10_AFTER_STOP);
    }

    @Test
    void a_scrape_keeps_the_order_of_its_hashes() {
        for (int i = 0; i < 7; i++) {
            Endpoint peer = new Endpoint(Address.ofIpv4(0x0a000001 + i), 6881);
            join(peer, 1);
            join(peer, 0);
            if (i > 0) {
                ask(peer, Packets.U09_STOPPED);
            }
        }
        join(B, 0);
        join(C, 5);
        exchange(Packets.U23_SCRAPE, Packets.U24_SCRAPED);
        String turned = Packets.U25_EMPTY_SCRAPE + Packets.IH2 + Packets.IH1;
        exchange(turned, "00000002 99aabbcc  00000000 00000000 00000000  00000002 00000007 00000001");
    }

    @Test
    void a_partial_info_hash_at_the_end_of_a_scrape_is_ignored() {
        exchange(Packets.U27_SCRAPE_WITH_PARTIAL_HASH, "00000002 99aabbcc 00000000 00000000 00000000");
        exchange(Packets.U27_SCRAPE_WITH_PARTIAL_HASH.replace(Packets.IH1, ""), Packets.U26_FULL_SCRAPE_REJECTED);
    }

    @Test
    void a_scrape_is_limited_to_74_info_hashes() {
        assertThat(client.ask(A, Packets.U25_EMPTY_SCRAPE + Packets.IH1.repeat(74)))
                .hasSize(2 * (8 + 12 * 74));
        assertThat(client.ask(A, Packets.U25_EMPTY_SCRAPE + Packets.IH1.repeat(75)))
                .hasSize(2 * (8 + 12 * 74));
    }

    @Test
    void a_scrape_without_info_hashes_is_rejected() {
        exchange(Packets.U25_EMPTY_SCRAPE, Packets.U26_FULL_SCRAPE_REJECTED);
        assertThat(client.count(RequestType.SCRAPE, Outcome.REJECTED)).isEqualTo(1);
    }

    @Test
    void a_truncated_announce_is_an_error() {
        exchange(Packets.U29_TRUNCATED_ANNOUNCE, Packets.U30_TOO_SHORT);
        exchange(Packets.U03_STARTED.substring(0, 35), Packets.U30_TOO_SHORT);
        assertThat(client.count(RequestType.ANNOUNCE, Outcome.INVALID)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000003", "00000004", "00000009", "ffffffff", "80000000"})
    void an_unknown_action_is_an_error(String action) {
        exchange(Packets.U31_ACTION_9.replace("00000009", action), Packets.U32_UNKNOWN_ACTION);
        assertThat(client.count(RequestType.OTHER, Outcome.INVALID)).isEqualTo(1);
    }

    @Test
    void an_error_has_the_text_without_terminator() {
        ByteBuffer out = ByteBuffer.allocate(UdpTracker.MAX_ANSWER_BYTES).putLong(-1);
        UdpReply.writeError(out, 0x55667788, "Unregistered torrent");
        assertThat(HexClient.HEX.formatHex(out.array(), 0, out.position()))
                .isEqualTo(compact(Packets.U28_UNREGISTERED));
    }

    @Test
    void a_rejection_is_an_error() {
        HexClient strict = new HexClient(HexClient.tracker(HexClient.policy(Unreachable.REJECT)));
        assertThat(strict.ask(A, Packets.U13_PORT_ZERO))
                .isEqualTo(compact("00000003 55667788 696e76616c696420706f7274"));
        assertThat(strict.count(RequestType.ANNOUNCE, Outcome.REJECTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Packets.U33_WRONG_PROTOCOL_ID,
                Packets.U34_TRUNCATED_HEADER,
                "",
                "00",
            })
    void an_invalid_datagram_is_not_answered(String datagram) {
        exchange(datagram, NO_ANSWER);
        assertThat(client.count(RequestType.OTHER, Outcome.MALFORMED)
                        + client.count(RequestType.CONNECT, Outcome.MALFORMED))
                .isEqualTo(1);
    }

    @Test
    void nothing_is_sent_to_port_zero() {
        assertThat(client.ask(new Endpoint(A.address(), 0), Packets.U01_CONNECT))
                .isEqualTo(NO_ANSWER);
        assertThat(client.count(RequestType.OTHER, Outcome.MALFORMED)).isEqualTo(1);
    }

    @Test
    void the_connection_id_of_another_address_is_not_accepted() {
        List<String> requests = List.of(
                Packets.U03_STARTED,
                Packets.U23_SCRAPE,
                Packets.U25_EMPTY_SCRAPE,
                Packets.U29_TRUNCATED_ANNOUNCE,
                Packets.U31_ACTION_9);
        for (String request : requests) {
            assertThat(client.ask(B, request)).isEqualTo(NO_ANSWER);
            assertThat(client.ask(A6, request)).isEqualTo(NO_ANSWER);
            assertThat(client.ask(A, request)).isNotEqualTo(NO_ANSWER);
        }
    }

    @Test
    void the_protocol_id_is_not_a_connection_id() {
        exchange(Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID, NO_ANSWER);
        assertThat(client.count(RequestType.ANNOUNCE, Outcome.BAD_CONNECTION_ID))
                .isEqualTo(1);
    }

    @Test
    void a_connection_id_is_valid_for_every_port() {
        assertThat(client.ask(new Endpoint(A.address(), 1), Packets.U03_STARTED))
                .isEqualTo(compact(Packets.U04_NO_PEERS));
    }

    @Test
    void a_connection_id_expires() {
        client.wait(Duration.ofMinutes(2));
        exchange(Packets.U03_STARTED, Packets.U04_NO_PEERS);
        client.wait(Duration.ofMinutes(1));
        exchange(Packets.U03_STARTED, NO_ANSWER);
    }

    @Test
    void bad_connection_ids_are_counted_and_ban_nobody() {
        for (int i = 0; i < 1000; i++) {
            exchange(Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID, NO_ANSWER);
        }
        exchange(Packets.U01_CONNECT, Packets.U02_CONNECTED);
        exchange(Packets.U03_STARTED, Packets.U04_NO_PEERS);
        assertThat(client.count(RequestType.ANNOUNCE, Outcome.BAD_CONNECTION_ID))
                .isEqualTo(1000);
        int qBittorrent = ClientName.number(0x2d714234_3635302dL);
        assertThat(client.metrics.badConnectionIds(Frontend.UDP, Family.IPV4, qBittorrent))
                .isEqualTo(1000);
    }

    @Test
    void an_internal_error_is_answered_and_counted() {
        HexClient broken = new HexClient(new Tracker(HexClient.policy(Unreachable.ANSWER), null, null));
        String internalError = compact("00000003 55667788 696e7465726e616c206572726f72");
        assertThat(broken.ask(A, Packets.U03_STARTED)).isEqualTo(internalError);
        assertThat(broken.ask(A, Packets.U23_SCRAPE)).isEqualTo(internalError.replace("55667788", "99aabbcc"));
        assertThat(broken.ask(B, Packets.U03_STARTED)).isEqualTo(NO_ANSWER);
        assertThat(broken.ask(A, Packets.U01_CONNECT)).isEqualTo(compact(Packets.U02_CONNECTED));
        assertThat(broken.count(RequestType.ANNOUNCE, Outcome.FAILED)).isEqualTo(1);
        assertThat(broken.count(RequestType.SCRAPE, Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void no_answer_is_longer_than_1232_bytes() {
        for (int i = 0; i < 250; i++) {
            join(new Endpoint(Address.ofIpv4(0x0a000001 + i), 6881), 1);
            join(new Endpoint(new Address(0x20010db8_00000000L, i + 1), 6881), 1);
        }
        String many = "ffffffff 1ae1";
        String numWant = compact(Packets.U03_STARTED).replace(compact(many), compact("7fffffff 1ae1"));
        assertThat(client.ask(A, numWant)).hasSize(2 * (20 + 200 * 6));
        assertThat(client.ask(A6, numWant.replace(Packets.ID_A, Packets.ID_A6))).hasSize(2 * (20 + 67 * 18));
        assertThat(client.ask(A, Packets.U03_STARTED)).hasSize(2 * (20 + 50 * 6));
    }

    private void exchange(String request, String answer) {
        assertThat(client.ask(A, request)).isEqualTo(compact(answer));
    }

    private String ask(Endpoint peer, String announce) {
        String id = String.format(
                "%016x",
                client.connectionIds.issue(peer.address().high(), peer.address().low(), HexClient.NOW));
        return client.ask(peer, announce.replace(Packets.ID_A, id).replace("1ae1", String.format("%04x", peer.port())));
    }

    private void join(Endpoint peer, long left) {
        assertThat(ask(peer, Packets.U03_STARTED.replace("00000000000493e0", String.format("%016x", left))))
                .isNotEqualTo(NO_ANSWER);
    }
}
