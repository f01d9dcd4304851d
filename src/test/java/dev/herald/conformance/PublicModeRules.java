package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A public tracker ignores keys in the announce URL. */
interface PublicModeRules extends AccessFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce",
                "/announce/short",
                "/announce/0123456789abcdef0123456789abcdef",
                "/0123456789abcdef0123456789abcdef/announce",
                "/0123456789abcdef0123456789abcdef",
                "/announce?passkey=%21"
            })
    default void key_is_ignored(String url) {
        InfoHash torrent = unlisted();
        int before = announce(AccessFixture.of(torrent, peer(1))).incomplete();
        assertThat(at(url).announce(AccessFixture.of(torrent, peer(1))).incomplete())
                .isEqualTo(before);
    }
}
