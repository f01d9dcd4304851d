package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AccessKey;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AnnouncePacketTest {

    private static final Address A = HexClient.A.address();
    private static final Address A6 = HexClient.A6.address();
    private static final InfoHash IH1 = InfoHash.ofHex(Packets.IH1);

    @Test
    void every_field_of_an_announce_is_parsed() {
        String announce = """
                00d1c668e78239f0
                00000001
                55667788
                562a813d4255d620ab802bc9260d70ea99f821b0
                2d7142343635302d6162636465666768696a6b6c
                0000000000000001
                0000000000000002
                0000000000000003
                00000001
                c0000201
                deadbeef
                00000005
                1ae1
                """;
        assertThat(parse(announce, A))
                .usingRecursiveComparison()
                .isEqualTo(new AnnounceRequest()
                        .infoHash(IH1)
                        .peerId(peerId("-qB4650-abcdefghijkl"))
                        .source(A, 6881)
                        .progress(AnnounceEvent.COMPLETED, 2, 3, 1)
                        .numWant(5, 5, false)
                        .received(AccessKey.NONE, HexClient.NOW));
    }

    @Test
    void an_announce_over_ipv6_has_the_same_layout() {
        AnnounceRequest request = parse(Packets.U07_STARTED_IPV6, A6);
        assertThat(request.source()).isEqualTo(A6);
        assertThat(request.port()).isEqualTo(6881);
        assertThat(request.capacity()).isEqualTo(67);
    }

    @Test
    void num_want_is_signed() {
        assertThat(parse(Packets.U03_STARTED, A).numWant()).isEqualTo(AnnounceRequest.NUM_WANT_DEFAULT);
        assertThat(numWant("80000000").numWant()).isEqualTo(AnnounceRequest.NUM_WANT_DEFAULT);
        assertThat(numWant("00000000").numWant()).isZero();
        assertThat(numWant("7fffffff").numWant()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void the_capacity_is_limited_by_num_want_and_by_the_packet() {
        assertThat(numWant("ffffffff").capacity()).isEqualTo(200);
        assertThat(numWant("000000c9").capacity()).isEqualTo(200);
        assertThat(numWant("0000001e").capacity()).isEqualTo(30);
        assertThat(numWant("00000000").capacity()).isZero();
    }

    @Test
    void left_is_unsigned_and_all_ones_mean_unknown() {
        assertThat(parse(Packets.U12_LEFT_UNKNOWN, A).left()).isEqualTo(AnnounceRequest.LEFT_UNKNOWN);
        assertThat(left("fffffffffffffffe")).isEqualTo(Long.MAX_VALUE);
        assertThat(left("8000000000000000")).isEqualTo(Long.MAX_VALUE);
        assertThat(left("7fffffffffffffff")).isEqualTo(Long.MAX_VALUE);
        assertThat(left("0000000000000000")).isZero();
    }

    @Test
    void transferred_bytes_are_never_negative() {
        String negative = Packets.U08_COMPLETED.replace("00000000000493e0", "ffffffffffffffff");
        assertThat(parse(negative, A).downloaded()).isZero();
        assertThat(parse(Packets.U08_COMPLETED, A).downloaded()).isEqualTo(300_000);
    }

    @Test
    void events_have_the_numbers_of_BEP_15() {
        assertThat(parse(Packets.U03_STARTED, A).event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(parse(Packets.U08_COMPLETED, A).event()).isEqualTo(AnnounceEvent.COMPLETED);
        assertThat(parse(Packets.U09_STOPPED, A).event()).isEqualTo(AnnounceEvent.STOPPED);
        assertThat(parse(Packets.U11_PAUSED, A).event()).isEqualTo(AnnounceEvent.PAUSED);
        assertThat(parse(Packets.U12_LEFT_UNKNOWN, A).event()).isEqualTo(AnnounceEvent.NONE);
        assertThat(event("00000005")).isEqualTo(AnnounceEvent.NONE);
        assertThat(event("80000003")).isEqualTo(AnnounceEvent.NONE);
    }

    @Test
    void the_port_is_unsigned_and_not_the_source_port() {
        assertThat(parse(Packets.U13_PORT_ZERO, A).port()).isZero();
        assertThat(parse(Packets.U03_STARTED.replace("1ae1", "ffff"), A).port()).isEqualTo(65535);
    }

    @Test
    void libtorrent_2_0_8() {
        AnnounceRequest request = parse(
                "c0ffee012345678900000001e43c5b05562a813d4255d620ab802bc9260d70ea99f821b02d4c54323038302d37536a737436423629"
                        + "4d5866000000000000000000000000000493e000000000000000000000000200000000f81ee8c4000000c81ae902092f"
                        + "616e6e6f756e6365",
                A);
        assertThat(request)
                .usingRecursiveComparison()
                .isEqualTo(captured(request, "-LT2080-7Sjst6B6)MXf", 6889, 300_000, 200));
        assertThat(request.event()).isEqualTo(AnnounceEvent.STARTED);
    }

    @Test
    void libtorrent_2_0_8_as_partial_seed() {
        AnnounceRequest request = parse(
                "c0ffee0123456789000000012b1bf9bd6fceb90c28b4de9843513c75c0b05b5c2ebfd3352d4c54323038302d43772a2135595f685f"
                        + "494d6f0000000000000000000000000002000000000000000000000000000400000000d7c2b2a5000000c81ae902092f"
                        + "616e6e6f756e6365",
                A);
        assertThat(request.event()).isEqualTo(AnnounceEvent.PAUSED);
        assertThat(request.left()).isEqualTo(131_072);
        assertThat(request.infoHash()).isEqualTo(InfoHash.ofHex("6fceb90c28b4de9843513c75c0b05b5c2ebfd335"));
    }

    @Test
    void transmission_3_00_with_a_magnet_link() {
        AnnounceRequest request = parse(
                "c0ffee012345678900000001fad14240562a813d4255d620ab802bc9260d70ea99f821b02d5452333030302d6c6c38617063337464"
                        + "70353800000000000000007fffffffffffffff000000000000000000000002000000003a6a076c00000050c8d5",
                A);
        assertThat(request)
                .usingRecursiveComparison()
                .isEqualTo(captured(request, "-TR3000-ll8apc3tdp58", 51413, Long.MAX_VALUE, 80));
    }

    @Test
    void rtorrent_0_9_8() {
        AnnounceRequest request = parse(
                "c0ffee01234567890000000168af1c70562a813d4255d620ab802bc9260d70ea99f821b02d6c74304438302d0158b06a1248f7e713"
                        + "302469000000000000000000000000000493e00000000000000000000000020000000025028d67ffffffff1b4e",
                A);
        assertThat(request.peerId()).isEqualTo(new PeerId(0x2d6c74304438302dL, 0x0158b06a1248f7e7L, 0x13302469));
        assertThat(request.port()).isEqualTo(6990);
        assertThat(request.numWant()).isEqualTo(AnnounceRequest.NUM_WANT_DEFAULT);
    }

    @Test
    void aria2_1_36() {
        AnnounceRequest request = parse(
                "c0ffee0123456789000000017571f3ba562a813d4255d620ab802bc9260d70ea99f821b041322d312d33362d302d3ba4e504b7d02e"
                        + "fdcb11000000000000000000000000000493e0000000000000000000000002000000003112930d000000321b190000",
                A);
        assertThat(request.port()).isEqualTo(6937);
        assertThat(request.numWant()).isEqualTo(50);
        assertThat(request.key()).isEqualTo(AccessKey.NONE);
    }

    @Test
    void bittorrent_tracker_11_2_3_without_length() {
        AnnounceRequest request = parse(
                "c0ffee0123456789000000016b231534562a813d4255d620ab802bc9260d70ea99f821b02d5757303230382d616263646566676869"
                        + "6a6b6c0000000000000000ffffffffffffffff0000000000000000000000020000000000000000000000321ae1",
                A);
        assertThat(request)
                .usingRecursiveComparison()
                .isEqualTo(captured(request, "-WW0208-abcdefghijkl", 6881, AnnounceRequest.LEFT_UNKNOWN, 50));
    }

    private static AnnounceRequest captured(AnnounceRequest like, String peerId, int port, long left, int numWant) {
        return new AnnounceRequest()
                .infoHash(IH1)
                .peerId(peerId(peerId))
                .source(A, port)
                .progress(AnnounceEvent.STARTED, left, 0, 0)
                .numWant(numWant, numWant, false)
                .received(AccessKey.NONE, like.second());
    }

    private static AnnounceRequest numWant(String field) {
        return parse(Packets.U03_STARTED.replace("ffffffff", field), A);
    }

    private static long left(String field) {
        return parse(Packets.U12_LEFT_UNKNOWN.replace("ffffffffffffffff", field), A)
                .left();
    }

    private static AnnounceEvent event(String field) {
        return parse(Packets.U03_STARTED.replace("00000002", field), A).event();
    }

    private static PeerId peerId(String text) {
        return PeerId.of(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }

    private static AnnounceRequest parse(String announce, Address source) {
        Datagram datagram = HexClient.datagram(new Endpoint(source, 6881), HexClient.bytes(announce));
        datagram.bytes().position(16);
        return new AnnouncePacket().parse(datagram, HexClient.NOW);
    }
}
