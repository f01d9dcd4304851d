package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.InfoHash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A public tracker asks for nothing; keys in URLs that were copied from elsewhere do no harm. */
interface PublicRules extends AccessConversation {

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
    default void a_key_makes_no_difference(String url) {
        InfoHash anything = unlisted();
        int before = announce(AccessConversation.of(anything, peer(1))).incomplete();
        assertThat(at(url).announce(AccessConversation.of(anything, peer(1))).incomplete())
                .isEqualTo(before);
    }
}
