package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client without a valid key cannot find out which torrents are on the whitelist. */
interface KeyBeforeTorrentRules extends AccessFixture {

    @Test
    default void key_is_checked_before_the_whitelist() {
        Announce announce = AccessFixture.of(unlisted(), peer(1));
        assertThat(rejectionText(at("/announce"), announce)).contains("missing passkey");
        assertThat(rejectionText(at("/announce/short"), announce)).contains("Invalid format");
        assertThat(rejectionText(at("/announce/" + unknownKey()), announce)).contains("Failed to read key");
        assertThat(rejectionText(frontend(), announce)).contains("is not whitelisted");
    }
}
