package dev.herald.udp;

import static dev.herald.udp.HexClient.A;
import static dev.herald.udp.HexClient.B;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.herald.Seeds;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

final class UdpFuzzTest {

    private static final List<byte[]> GOLDEN = List.of(
            HexClient.bytes(Packets.U01_CONNECT),
            HexClient.bytes(Packets.U03_STARTED),
            HexClient.bytes(Packets.U08_COMPLETED),
            HexClient.bytes(Packets.U09_STOPPED),
            HexClient.bytes(Packets.U17_IN_PIECES),
            HexClient.bytes(Packets.U22_PASSKEY),
            HexClient.bytes(Packets.U23_SCRAPE),
            HexClient.bytes(Packets.U31_ACTION_9));

    private static final String URL_CHARACTERS =
            IntStream.range(0, 0x100).mapToObj(Character::toString).collect(Collectors.joining());

    private static final long ID_OF_A = 0x00d1c668e78239f0L;

    @Test
    void random_bytes_are_not_amplified() {
        Seeds.runs(1000, random -> unverified(Seeds.bytes(random, 200)));
    }

    @Test
    void mutated_datagrams_without_connection_id_are_not_amplified() {
        Seeds.runs(1000, random -> unverified(mutated(random)));
    }

    @Test
    void mutated_datagrams_with_connection_id_cause_no_internal_error() {
        Seeds.runs(1000, random -> verified(mutated(random)));
    }

    private static void verified(byte[] datagram) {
        HexClient client = new HexClient();
        byte[] answer = client.ask(A, datagram);
        boolean verified = datagram.length >= 16 && ByteBuffer.wrap(datagram).getLong() == ID_OF_A;
        boolean connect = datagram.length >= 16 && ByteBuffer.wrap(datagram).getInt(8) == UdpTracker.CONNECT;
        if (verified && !connect) {
            assertThat(answer.length).isBetween(8, 1232);
            assertThat(Arrays.copyOfRange(answer, 4, 8)).isEqualTo(Arrays.copyOfRange(datagram, 12, 16));
        }
        for (RequestType kind : RequestType.values()) {
            assertThat(client.count(kind, Outcome.FAILED)).isZero();
        }
        assertThat(client.countAll()).isEqualTo(1);
    }

    @Test
    void random_options_do_not_invalidate_an_announce() {
        Seeds.runs(1000, random -> leavesValid(options(random)));
    }

    private static void leavesValid(byte[] options) {
        byte[] announce = HexClient.bytes(Packets.U03_STARTED);
        byte[] datagram = Arrays.copyOf(announce, announce.length + options.length);
        System.arraycopy(options, 0, datagram, announce.length, options.length);
        assertThat(HexClient.HEX.formatHex(new HexClient().ask(A, datagram)))
                .isEqualTo(HexClient.compact(Packets.U04_NO_PEERS));
    }

    @Test
    void a_url_is_joined_from_its_pieces() {
        Seeds.runs(1000, random -> joined(Seeds.list(random, 20, r -> Seeds.text(r, URL_CHARACTERS, 0, 255))));
    }

    private static void joined(List<String> pieces) {
        ByteBuffer options = ByteBuffer.allocate(20 * (3 + 255));
        for (String piece : pieces) {
            options.put((byte) 1).put((byte) 2).put((byte) piece.length());
            options.put(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(new UrlData().read(options.flip()).toString()).isEqualTo(String.join("", pieces));
    }

    @MethodSource("goldenDatagrams")
    @FuzzTest
    void a_datagram_causes_no_internal_error_and_is_not_amplified(byte[] datagram) {
        unverified(datagram);
        verified(datagram);
    }

    static Stream<byte[]> goldenDatagrams() {
        return Stream.concat(
                GOLDEN.stream(),
                Stream.of(
                                Packets.U11_PAUSED,
                                Packets.U12_LEFT_UNKNOWN,
                                Packets.U13_PORT_ZERO,
                                Packets.U16_PADDED,
                                Packets.U20_TRUNCATED_URL,
                                Packets.U25_EMPTY_SCRAPE,
                                Packets.U27_SCRAPE_WITH_PARTIAL_HASH,
                                Packets.U29_TRUNCATED_ANNOUNCE,
                                Packets.U30_TOO_SHORT,
                                Packets.U32_UNKNOWN_ACTION,
                                Packets.U33_WRONG_PROTOCOL_ID,
                                Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID,
                                Packets.U36_LONG_CONNECT)
                        .map(HexClient::bytes));
    }

    /** An answer without a valid connection id has at most 16 bytes and is not longer than the request. */
    private static void unverified(byte[] datagram) {
        HexClient client = new HexClient();
        byte[] answer = client.ask(B, datagram);
        if (!accepted(client, datagram)) {
            assertThat(answer.length).isLessThanOrEqualTo(datagram.length).isLessThanOrEqualTo(16);
        }
        assertThat(client.countAll()).isEqualTo(1);
    }

    /** The fuzzer may find the id of B, because it sees comparisons. */
    private static boolean accepted(HexClient client, byte[] datagram) {
        return datagram.length >= 16
                && client.connectionIds.accepts(
                        ByteBuffer.wrap(datagram).getLong(),
                        B.address().high(),
                        B.address().low(),
                        HexClient.NOW);
    }

    /** Golden packets, truncated or extended and with some bytes changed, mostly after the connection id. */
    private static byte[] mutated(SplittableRandom random) {
        byte[] golden = GOLDEN.get(random.nextInt(GOLDEN.size()));
        int length = random.nextInt(3) > 0 ? golden.length : golden.length + random.nextInt(-golden.length, 31);
        byte[] datagram = Arrays.copyOf(golden, length);
        for (int changes = random.nextInt(5); changes > 0 && length > 0; changes--) {
            int first = random.nextInt(5) == 0 ? 0 : Math.min(8, length - 1);
            datagram[random.nextInt(first, length)] = (byte) Seeds.number(random);
        }
        return datagram;
    }

    /** Most bytes are small, so that many options are valid. */
    private static byte[] options(SplittableRandom random) {
        byte[] options = Seeds.bytes(random, 400);
        for (int i = 0; i < options.length; i++) {
            options[i] = random.nextInt(3) == 0 ? options[i] : (byte) random.nextInt(6);
        }
        return options;
    }
}
