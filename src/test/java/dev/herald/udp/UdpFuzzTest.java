package dev.herald.udp;

import static dev.herald.udp.Conversation.A;
import static dev.herald.udp.Conversation.B;
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
            Conversation.bytes(Packets.U01_CONNECT),
            Conversation.bytes(Packets.U03_STARTED),
            Conversation.bytes(Packets.U08_COMPLETED),
            Conversation.bytes(Packets.U09_STOPPED),
            Conversation.bytes(Packets.U17_IN_PIECES),
            Conversation.bytes(Packets.U22_PASSKEY),
            Conversation.bytes(Packets.U23_SCRAPE),
            Conversation.bytes(Packets.U31_ACTION_9));

    private static final String URL_CHARACTERS =
            IntStream.range(0, 0x100).mapToObj(Character::toString).collect(Collectors.joining());

    private static final long ID_OF_A = 0x00d1c668e78239f0L;

    @Test
    void random_bytes_get_no_more_than_they_bring() {
        Seeds.runs(1000, random -> unverified(Seeds.bytes(random, 200)));
    }

    @Test
    void almost_right_datagrams_get_no_more_than_they_bring_from_the_unverified() {
        Seeds.runs(1000, random -> unverified(mutated(random)));
    }

    @Test
    void almost_right_datagrams_of_the_verified_are_answered_without_a_fault() {
        Seeds.runs(1000, random -> verified(mutated(random)));
    }

    private static void verified(byte[] datagram) {
        Conversation conversation = new Conversation();
        conversation.expect(A, datagram);
        byte[] answer = conversation.ask(A, datagram);
        boolean verified = datagram.length >= 16 && ByteBuffer.wrap(datagram).getLong() == ID_OF_A;
        boolean connect = datagram.length >= 16 && ByteBuffer.wrap(datagram).getInt(8) == Action.CONNECT;
        if (verified && !connect) {
            assertThat(answer.length).isBetween(8, 1232);
            assertThat(Arrays.copyOfRange(answer, 4, 8)).isEqualTo(Arrays.copyOfRange(datagram, 12, 16));
        }
        for (RequestType kind : RequestType.values()) {
            assertThat(conversation.count(kind, Outcome.FAILED)).isZero();
        }
        assertThat(conversation.countAll()).isEqualTo(1);
    }

    @Test
    void options_of_any_kind_leave_the_announce_valid() {
        Seeds.runs(1000, random -> leavesValid(options(random)));
    }

    private static void leavesValid(byte[] options) {
        byte[] announce = Conversation.bytes(Packets.U03_STARTED);
        byte[] datagram = Arrays.copyOf(announce, announce.length + options.length);
        System.arraycopy(options, 0, datagram, announce.length, options.length);
        assertThat(Conversation.HEX.formatHex(new Conversation().ask(A, datagram)))
                .isEqualTo(Conversation.compact(Packets.U04_ALONE));
    }

    @Test
    void a_url_is_put_together_from_any_pieces() {
        Seeds.runs(1000, random -> joins(Seeds.list(random, 20, r -> Seeds.text(r, URL_CHARACTERS, 0, 255))));
    }

    private static void joins(List<String> pieces) {
        ByteBuffer options = ByteBuffer.allocate(20 * (3 + 255));
        for (String piece : pieces) {
            options.put((byte) 1).put((byte) 2).put((byte) piece.length());
            options.put(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(new UrlData().read(options.flip()).toString()).isEqualTo(String.join("", pieces));
    }

    @MethodSource("goldenDatagrams")
    @FuzzTest
    void a_datagram_gets_no_fault_and_no_more_than_it_may(byte[] datagram) {
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
                                Packets.U20_CUT_URL,
                                Packets.U25_SCRAPE_OF_NOTHING,
                                Packets.U27_SCRAPE_AND_A_BIT,
                                Packets.U29_CUT_ANNOUNCE,
                                Packets.U30_TOO_SHORT,
                                Packets.U32_UNKNOWN_ACTION,
                                Packets.U33_WRONG_PROTOCOL_ID,
                                Packets.U35_PROTOCOL_ID_AS_CONNECTION_ID,
                                Packets.U36_LONG_CONNECT)
                        .map(Conversation::bytes));
    }

    /** One who has no connection id is told at most 16 bytes, and never more than it has sent. */
    private static void unverified(byte[] datagram) {
        Conversation conversation = new Conversation();
        conversation.expect(B, datagram);
        byte[] answer = conversation.ask(B, datagram);
        if (!accepted(conversation, datagram)) {
            assertThat(answer.length).isLessThanOrEqualTo(datagram.length).isLessThanOrEqualTo(16);
        }
        assertThat(conversation.countAll()).isEqualTo(1);
    }

    /** A search finds the id of B in the end, because it sees what it is compared with. */
    private static boolean accepted(Conversation conversation, byte[] datagram) {
        return datagram.length >= 16
                && conversation.connectionIds.accepts(
                        ByteBuffer.wrap(datagram).getLong(),
                        B.address().high(),
                        B.address().low(),
                        Conversation.NOW);
    }

    /** Golden packets cut, lengthened, and with a few bytes changed, mostly behind the connection id. */
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

    /** Types and lengths are small numbers more often than not, so that many options are well formed. */
    private static byte[] options(SplittableRandom random) {
        byte[] options = Seeds.bytes(random, 400);
        for (int i = 0; i < options.length; i++) {
            options[i] = random.nextInt(3) == 0 ? options[i] : (byte) random.nextInt(6);
        }
        return options;
    }
}
