package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class InfoHashTest {

    private static final String IH1 = "562a813d4255d620ab802bc9260d70ea99f821b0";
    private static final String IH2 = "000102030405060708090a0b0c0d0e0f10111213";
    private static final String IH3 = "ffffffffffffffffffffffffffffffffffffffff";

    @Test
    void an_info_hash_is_parsed_from_bytes_and_hexadecimal_digits() {
        byte[] bytes = HexFormat.of().parseHex("00" + IH1);
        InfoHash hash = InfoHash.of(bytes, 1);
        assertThat(hash).hasToString(IH1).isEqualTo(InfoHash.ofHex(IH1.toUpperCase(Locale.ROOT)));
        byte[] written = new byte[21];
        hash.write(written, 1);
        assertThat(written).isEqualTo(bytes);
    }

    @Test
    void info_hashes_are_ordered_as_unsigned_bytes() {
        assertThat(Stream.of(IH3, IH1, IH2).map(InfoHash::ofHex).sorted().map(InfoHash::toString))
                .containsExactly(IH2, IH1, IH3);
        assertThat(InfoHash.ofHex(IH1)).isEqualByComparingTo(InfoHash.ofHex(IH1));
    }

    @Test
    void invalid_hexadecimal_digits_are_rejected() {
        assertThatThrownBy(() -> InfoHash.ofHex(IH1.substring(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InfoHash.ofHex(IH1.substring(2))).hasMessageContaining("20 bytes, not 19");
        assertThatThrownBy(() -> InfoHash.ofHex(IH1.replace('5', 'g'))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_returns_empty_for_an_invalid_text() {
        assertThat(InfoHash.parse(IH1.toUpperCase(Locale.ROOT))).contains(InfoHash.ofHex(IH1));
        assertThat(Stream.of("", IH1.substring(1), IH1 + "0", IH1.replace('5', 'g'), IH1.replace('5', '５'), " " + IH1)
                        .map(InfoHash::parse))
                .allMatch(Optional::isEmpty);
    }

    @Test
    void a_peer_id_has_twenty_bytes() {
        byte[] bytes = HexFormat.of().parseHex("2d6c74304438302d0158b06a1248f7e713302469");
        PeerId id = PeerId.of(bytes, 0);
        byte[] written = new byte[20];
        id.write(written, 0);
        assertThat(written).isEqualTo(bytes);
        assertThat(id).hasToString("2d6c74304438302d0158b06a1248f7e713302469");
    }

    @Test
    void a_key_has_16_to_64_characters_and_is_not_in_its_string() {
        assertThat(AccessKey.of("")).isEqualTo(AccessKey.NONE);
        assertThat(AccessKey.of("abcdefgh-_ABCD01").text()).isEqualTo("abcdefgh-_ABCD01");
        assertThat(AccessKey.of("abcdefgh-_ABCD0")).isEqualTo(AccessKey.MALFORMED);
        assertThat(AccessKey.of("a".repeat(64)).text()).hasSize(64);
        assertThat(AccessKey.of("a".repeat(65))).isEqualTo(AccessKey.MALFORMED);
        assertThat(AccessKey.of("abcdefgh/_ABCD01")).isEqualTo(AccessKey.MALFORMED);
        assertThat(AccessKey.of("abcdefgh-_ABCD01").toString()).doesNotContain("abcdefgh");
    }

    @Test
    void events_are_found_by_their_UDP_number() {
        assertThat(Stream.of(0, 1, 2, 3, 4, 5, -1, Integer.MAX_VALUE).map(AnnounceEvent::ofNumber))
                .containsExactly(
                        AnnounceEvent.NONE,
                        AnnounceEvent.COMPLETED,
                        AnnounceEvent.STARTED,
                        AnnounceEvent.STOPPED,
                        AnnounceEvent.PAUSED,
                        AnnounceEvent.NONE,
                        AnnounceEvent.NONE,
                        AnnounceEvent.NONE);
    }
}
