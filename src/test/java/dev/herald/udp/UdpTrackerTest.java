package dev.herald.udp;

import static dev.herald.udp.Conversation.A;
import static dev.herald.udp.Conversation.A6;
import static dev.herald.udp.Conversation.B;
import static dev.herald.udp.Conversation.B6;
import static dev.herald.udp.Conversation.C;
import static dev.herald.udp.Conversation.SILENCE;
import static dev.herald.udp.Conversation.compact;
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

    private final Conversation conversation = new Conversation();

    @Test
    void a_conversation_with_an_empty_tracker() {
        asked(Packets.U01_CONNECT, Packets.U02_CONNECTED);
        asked(Packets.U03_STARTED, Packets.U04_ALONE);
        asked(Packets.U08_COMPLETED, "00000001 55667788 00000708 00000000 00000001");
        asked(Packets.U23_SCRAPE, "00000002 99aabbcc  00000001 00000001 00000000  00000000 00000000 00000000");
        asked(Packets.U09_STOPPED, "00000001 55667788 00000708 00000000 00000000");
        asked(Packets.U23_SCRAPE, "00000002 99aabbcc  00000000 00000001 00000000  00000000 00000000 00000000");
    }

    @Test
    void a_connect_may_be_longer_than_it_need_be() {
        asked(Packets.U36_LONG_CONNECT, Packets.U02_CONNECTED);
    }

    @Test
    void an_answer_lists_the_other_peers() {
        join(B, 0);
        join(C, 0);
        String answer = conversation.ask(A, Packets.U03_STARTED);
        String first = compact("c633640a c8d5");
        String second = compact("c0000237 1ae9");
        String header = compact(Packets.U05_TWO_PEERS).substring(0, 40);
        assertThat(answer).isIn(header + first + second, header + second + first);
        assertThat(header + first + second).isEqualTo(compact(Packets.U05_TWO_PEERS));
    }

    @Test
    void an_answer_over_ipv6_lists_peers_of_18_bytes() {
        join(B6, 0);
        assertThat(conversation.ask(A6, Packets.U07_STARTED_IPV6)).isEqualTo(compact(Packets.U06_IPV6_PEER));
        assertThat(conversation.metrics.count(Frontend.UDP, Family.IPV6, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(2);
    }

    @Test
    void an_answer_over_one_family_has_no_peers_of_the_other() {
        join(B6, 0);
        assertThat(conversation.ask(A, Packets.U03_STARTED)).hasSize(2 * 20);
        join(B, 0);
        assertThat(conversation.ask(A6, Packets.U07_STARTED_IPV6)).hasSize(2 * 38);
    }

    @Test
    void a_leaving_client_is_told_the_counts_without_itself_and_no_peers() {
        join(B, 0);
        join(C, 0);
        conversation.ask(A, Packets.U03_STARTED);
        asked(Packets.U09_STOPPED, Packets.U10_AFTER_STOP);
    }

    @Test
    void a_scrape_keeps_the_order_of_its_hashes() {
        for (int i = 0; i < 7; i++) {
            Endpoint guest = new Endpoint(Address.ofIpv4(0x0a000001 + i), 6881);
            join(guest, 1);
            join(guest, 0);
            if (i > 0) {
                ask(guest, Packets.U09_STOPPED);
            }
        }
        join(B, 0);
        join(C, 5);
        asked(Packets.U23_SCRAPE, Packets.U24_SCRAPED);
        String turned = Packets.U25_SCRAPE_OF_NOTHING + Packets.IH2 + Packets.IH1;
        asked(turned, "00000002 99aabbcc  00000000 00000000 00000000  00000002 00000007 00000001");
    }

    @Test
    void a_piece_of_a_hash_at_the_end_of_a_scrape_is_ignored() {
        asked(Packets.U27_SCRAPE_AND_A_BIT, "00000002 99aabbcc 00000000 00000000 00000000");
        asked(Packets.U27_SCRAPE_AND_A_BIT.replace(Packets.IH1, ""), Packets.U26_NO_FULL_SCRAPE);
    }

    @Test
    void of_many_hashes_the_first_74_are_answered() {
        assertThat(conversation.ask(A, Packets.U25_SCRAPE_OF_NOTHING + Packets.IH1.repeat(74)))
                .hasSize(2 * (8 + 12 * 74));
        assertThat(conversation.ask(A, Packets.U25_SCRAPE_OF_NOTHING + Packets.IH1.repeat(75)))
                .hasSize(2 * (8 + 12 * 74));
    }

    @Test
    void a_scrape_of_everything_is_refused() {
        asked(Packets.U25_SCRAPE_OF_NOTHING, Packets.U26_NO_FULL_SCRAPE);
        assertThat(conversation.count(RequestType.SCRAPE, Outcome.REJECTED)).isEqualTo(1);
    }

    @Test
    void an_announce_that_is_cut_is_an_error() {
        asked(Packets.U29_CUT_ANNOUNCE, Packets.U30_TOO_SHORT);
        asked(Packets.U03_STARTED.substring(0, 35), Packets.U30_TOO_SHORT);
        assertThat(conversation.count(RequestType.ANNOUNCE, Outcome.INVALID)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000003", "00000004", "00000009", "ffffffff", "80000000"})
    void an_unknown_action_is_an_error(String action) {
        asked(Packets.U31_ACTION_9.replace("00000009", action), Packets.U32_UNKNOWN_ACTION);
        assertThat(conversation.count(RequestType.OTHER, Outcome.INVALID)).isEqualTo(1);
    }

    @Test
    void an_error_has_the_text_without_terminator() {
        ByteBuffer out = ByteBuffer.allocate(UdpTracker.MOST_BYTES).putLong(-1);
        ErrorPacket.write(out, 0x55667788, "Unregistered torrent");
        assertThat(Conversation.HEX.formatHex(out.array(), 0, out.position()))
                .isEqualTo(compact(Packets.U28_UNREGISTERED));
    }

    @Test
    void a_refusal_of_the_tracker_is_an_error() {
        Conversation strict = new Conversation(Conversation.tracker(Conversation.policy(Unreachable.REJECT)));
        assertThat(strict.ask(A, Packets.U13_PORT_ZERO))
                .isEqualTo(compact("00000003 55667788 696e76616c696420706f7274"));
        assertThat(strict.count(RequestType.ANNOUNCE, Outcome.REJECTED)).isEqualTo(1);
    }

    @Test
    void a_peer_that_cannot_be_reached_is_answered_and_not_stored() {
        assertThat(conversation.ask(A, Packets.U13_PORT_ZERO)).hasSize(2 * 20);
        asked(Packets.U23_SCRAPE, "00000002 99aabbcc" + "00000000".repeat(6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Packets.U33_WRONG_PROTOCOL_ID,
                Packets.U34_15_BYTES,
                "",
                "00",
            })
    void what_is_no_request_gets_silence(String datagram) {
        asked(datagram, SILENCE);
        assertThat(conversation.count(RequestType.OTHER, Outcome.MALFORMED)
                        + conversation.count(RequestType.CONNECT, Outcome.MALFORMED))
                .isEqualTo(1);
    }

    @Test
    void nothing_is_sent_to_port_zero() {
        assertThat(conversation.ask(new Endpoint(A.address(), 0), Packets.U01_CONNECT))
                .isEqualTo(SILENCE);
        assertThat(conversation.count(RequestType.OTHER, Outcome.MALFORMED)).isEqualTo(1);
    }

    @Test
    void nobody_is_answered_with_the_connection_id_of_another() {
        List<String> requests = List.of(
                Packets.U03_STARTED,
                Packets.U23_SCRAPE,
                Packets.U25_SCRAPE_OF_NOTHING,
                Packets.U29_CUT_ANNOUNCE,
                Packets.U31_ACTION_9);
        for (String request : requests) {
            assertThat(conversation.ask(B, request)).isEqualTo(SILENCE);
            assertThat(conversation.ask(A6, request)).isEqualTo(SILENCE);
            assertThat(conversation.ask(A, request)).isNotEqualTo(SILENCE);
        }
    }

    @Test
    void the_protocol_id_is_no_connection_id() {
        asked(Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID, SILENCE);
        assertThat(conversation.count(RequestType.ANNOUNCE, Outcome.BAD_CONNECTION_ID))
                .isEqualTo(1);
    }

    @Test
    void a_connection_id_is_good_from_any_port() {
        assertThat(conversation.ask(new Endpoint(A.address(), 1), Packets.U03_STARTED))
                .isEqualTo(compact(Packets.U04_ALONE));
    }

    @Test
    void a_connection_id_expires() {
        conversation.wait(Duration.ofMinutes(2));
        asked(Packets.U03_STARTED, Packets.U04_ALONE);
        conversation.wait(Duration.ofMinutes(1));
        asked(Packets.U03_STARTED, SILENCE);
    }

    @Test
    void a_request_that_is_sent_again_does_no_harm() {
        for (int i = 0; i < 3; i++) {
            asked(Packets.U03_STARTED, Packets.U04_ALONE);
        }
        for (int i = 0; i < 3; i++) {
            asked(Packets.U08_COMPLETED, "00000001 55667788 00000708 00000000 00000001");
        }
        asked(Packets.U23_SCRAPE, "00000002 99aabbcc  00000001 00000001 00000000" + "00000000".repeat(3));
    }

    @Test
    void bad_connection_ids_are_counted_and_silence_nobody() {
        for (int i = 0; i < 1000; i++) {
            asked(Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID, SILENCE);
        }
        asked(Packets.U01_CONNECT, Packets.U02_CONNECTED);
        asked(Packets.U03_STARTED, Packets.U04_ALONE);
        assertThat(conversation.count(RequestType.ANNOUNCE, Outcome.BAD_CONNECTION_ID))
                .isEqualTo(1000);
        int qBittorrent = ClientName.number(0x2d714234_3635302dL);
        assertThat(conversation.metrics.badConnectionIds(Frontend.UDP, Family.IPV4, qBittorrent))
                .isEqualTo(1000);
    }

    @Test
    void a_fault_is_answered_to_the_verified_and_counted() {
        Conversation broken = new Conversation(new Tracker(Conversation.policy(Unreachable.ANSWER), null, null));
        String internalError = compact("00000003 55667788 696e7465726e616c206572726f72");
        assertThat(broken.ask(A, Packets.U03_STARTED)).isEqualTo(internalError);
        assertThat(broken.ask(A, Packets.U23_SCRAPE)).isEqualTo(internalError.replace("55667788", "99aabbcc"));
        assertThat(broken.ask(B, Packets.U03_STARTED)).isEqualTo(SILENCE);
        assertThat(broken.ask(A, Packets.U01_CONNECT)).isEqualTo(compact(Packets.U02_CONNECTED));
        assertThat(broken.count(RequestType.ANNOUNCE, Outcome.FAILED)).isEqualTo(1);
        assertThat(broken.count(RequestType.SCRAPE, Outcome.FAILED)).isEqualTo(1);
    }

    @Test
    void no_answer_is_longer_than_a_packet_of_ipv6() {
        for (int i = 0; i < 250; i++) {
            join(new Endpoint(Address.ofIpv4(0x0a000001 + i), 6881), 1);
            join(new Endpoint(new Address(0x20010db8_00000000L, i + 1), 6881), 1);
        }
        String many = "ffffffff 1ae1";
        String wanted = compact(Packets.U03_STARTED).replace(compact(many), compact("7fffffff 1ae1"));
        assertThat(conversation.ask(A, wanted)).hasSize(2 * (20 + 200 * 6));
        assertThat(conversation.ask(A6, wanted.replace(Packets.ID_A, Packets.ID_A6)))
                .hasSize(2 * (20 + 67 * 18));
        assertThat(conversation.ask(A, Packets.U03_STARTED)).hasSize(2 * (20 + 50 * 6));
    }

    private void asked(String request, String answer) {
        assertThat(conversation.ask(A, request)).isEqualTo(compact(answer));
    }

    private String ask(Endpoint guest, String announce) {
        String id = String.format(
                "%016x",
                conversation.connectionIds.issue(
                        guest.address().high(), guest.address().low(), Conversation.NOW));
        return conversation.ask(
                guest, announce.replace(Packets.ID_A, id).replace("1ae1", String.format("%04x", guest.port())));
    }

    private void join(Endpoint guest, long left) {
        assertThat(ask(guest, Packets.U03_STARTED.replace("00000000000493e0", String.format("%016x", left))))
                .isNotEqualTo(SILENCE);
    }
}
