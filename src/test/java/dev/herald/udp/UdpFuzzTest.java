package dev.herald.udp;

import static dev.herald.udp.Conversation.A;
import static dev.herald.udp.Conversation.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.metrics.Kind;
import dev.herald.metrics.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

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

    private static final long ID_OF_A = 0x00d1c668e78239f0L;

    @Property
    void random_bytes_get_no_more_than_they_bring(@ForAll @Size(max = 200) byte[] datagram) {
        Conversation conversation = new Conversation();
        unverified(conversation, datagram);
    }

    @Property
    void almost_right_datagrams_get_no_more_than_they_bring_from_the_unverified(@ForAll("mutated") byte[] datagram) {
        Conversation conversation = new Conversation();
        conversation.expect(B, datagram);
        byte[] answer = conversation.ask(B, datagram);
        assertThat(answer.length).isLessThanOrEqualTo(datagram.length).isLessThanOrEqualTo(16);
        assertThat(conversation.countAll()).isEqualTo(1);
    }

    @Property
    void almost_right_datagrams_of_the_verified_are_answered_without_a_fault(@ForAll("mutated") byte[] datagram) {
        Conversation conversation = new Conversation();
        conversation.expect(A, datagram);
        byte[] answer = conversation.ask(A, datagram);
        boolean verified = datagram.length >= 16 && ByteBuffer.wrap(datagram).getLong() == ID_OF_A;
        boolean connect = datagram.length >= 16 && ByteBuffer.wrap(datagram).getInt(8) == Action.CONNECT;
        if (verified && !connect) {
            assertThat(answer.length).isBetween(8, 1232);
            assertThat(Arrays.copyOfRange(answer, 4, 8)).isEqualTo(Arrays.copyOfRange(datagram, 12, 16));
        }
        for (Kind kind : Kind.values()) {
            assertThat(conversation.count(kind, Outcome.FAILED)).isZero();
        }
        assertThat(conversation.countAll()).isEqualTo(1);
    }

    @Property
    void options_of_any_kind_leave_the_announce_valid(@ForAll("options") byte[] options) {
        byte[] announce = Conversation.bytes(Packets.U03_STARTED);
        byte[] datagram = Arrays.copyOf(announce, announce.length + options.length);
        System.arraycopy(options, 0, datagram, announce.length, options.length);
        assertThat(Conversation.HEX.formatHex(new Conversation().ask(A, datagram)))
                .isEqualTo(Conversation.compact(Packets.U04_ALONE));
    }

    @Property
    void a_url_is_put_together_from_any_pieces(@ForAll("pieces") List<String> pieces) {
        ByteBuffer options = ByteBuffer.allocate(20 * (3 + 255));
        for (String piece : pieces) {
            options.put((byte) 1).put((byte) 2).put((byte) piece.length());
            options.put(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(new UrlData().read(options.flip()).toString()).isEqualTo(String.join("", pieces));
    }

    private static void unverified(Conversation conversation, byte[] datagram) {
        conversation.expect(A, datagram);
        byte[] answer = conversation.ask(A, datagram);
        assertThat(answer.length).isLessThanOrEqualTo(datagram.length);
        assertThat(conversation.countAll()).isEqualTo(1);
    }

    /** Golden packets cut, lengthened, and with a few bytes changed, mostly behind the connection id. */
    @Provide
    Arbitrary<byte[]> mutated() {
        Arbitrary<Integer> index = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(8, 140)),
                Tuple.of(1, Arbitraries.integers().between(0, 7)));
        return Combinators.combine(
                        Arbitraries.of(GOLDEN),
                        Arbitraries.integers().between(-110, 60),
                        index.list().ofMaxSize(4),
                        Arbitraries.bytes().array(byte[].class).ofSize(4))
                .as((golden, more, indexes, values) -> {
                    byte[] datagram = Arrays.copyOf(golden, Math.max(golden.length + (more > 30 ? 0 : more), 0));
                    for (int i = 0; i < indexes.size(); i++) {
                        if (indexes.get(i) < datagram.length) {
                            datagram[indexes.get(i)] = values[i];
                        }
                    }
                    return datagram;
                });
    }

    /** Types and lengths are small numbers more often than not, so that many options are well formed. */
    @Provide
    Arbitrary<byte[]> options() {
        Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 5);
        return Arbitraries.oneOf(small, small, Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(400);
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.strings()
                .withCharRange('!', 'ÿ')
                .ofMaxLength(255)
                .list()
                .ofMaxSize(20);
    }
}
