package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who has no key is not told which torrents are served. */
interface KeyBeforeTorrentRules extends AccessConversation {

    @Test
    default void the_key_is_judged_before_the_torrent() {
        Announce announce = AccessConversation.of(unlisted(), peer(1));
        assertThat(refusal(at("/announce"), announce)).contains("missing passkey");
        assertThat(refusal(at("/announce/short"), announce)).contains("Invalid format");
        assertThat(refusal(at("/announce/" + unknownKey()), announce)).contains("Failed to read key");
        assertThat(refusal(frontend(), announce)).contains("is not whitelisted");
    }
}
