package dev.herald.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientNameTest {

    @ParameterizedTest
    @CsvSource({
        "-qB4410-*dFZ8HDIJpEy, qBittorrent",
        "-TR3000-abcdefghijkl, Transmission",
        "-LT2080-abcdefghijkl, libtorrent",
        "-lt0D80-abcdefghijkl, rTorrent",
        "-DE13F0-abcdefghijkl, Deluge",
        "-UT3550-abcdefghijkl, µTorrent",
        "A2-1-36-0-abcdefghij, aria2",
        "-WW0107-abcdefghijkl, WebTorrent",
        "-BI3300-abcdefghijkl, BiglyBT",
        "M7-5-0--abcdefghijkl, BitTorrent",
        "M7-10-5-abcdefghijkl, BitTorrent",
        "-qB00000000000000001, qBittorrent"
    })
    void a_client_is_recognized_by_its_peer_id(String id, String name) {
        assertThat(ClientName.of(id(id))).hasValue(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-??0000-000000000000", "00000000000000000000", "M-------------------", "--------------------"})
    void another_peer_id_is_unknown(String id) {
        assertThat(ClientName.of(id(id))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-qB4600-abcdefghijkl, qBittorrent 4.6.0",
        "-qB4413-abcdefghijkl, qBittorrent 4.4.1.3",
        "-UT355W-abcdefghijkl, µTorrent 3.5.5",
        "-lt0D80-abcdefghijkl, rTorrent 0.13.8",
        "-DE211s-abcdefghijkl, Deluge 2.1.1",
        "-qB<img>abcdefghijkl, qBittorrent",
        "A2-1-36-0-abcdefghij, aria2 1.36",
        "M7-10-5-abcdefghijkl, BitTorrent 7.10.5",
        "M7-----------------, BitTorrent 7"
    })
    void the_version_follows_the_name(String id, String text) {
        assertThat(ClientName.withVersion(id((id + "xx").substring(0, 20)).high()))
                .hasValue(text);
    }

    @Test
    void an_unknown_client_has_no_text() {
        assertThat(ClientName.withVersion(-1)).isEmpty();
    }

    @Test
    void every_name_has_one_number() {
        assertThat(IntStream.range(1, ClientName.count()).mapToObj(ClientName::name))
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
        assertThat(ClientName.name(ClientName.UNKNOWN)).isEmpty();
        assertThat(ClientName.number(-1)).isEqualTo(ClientName.UNKNOWN);
        assertThat(ClientName.number(0x2dff_ff30_3030_302dL)).isEqualTo(ClientName.UNKNOWN);
    }

    private static PeerId id(String text) {
        return PeerId.of(text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }
}
