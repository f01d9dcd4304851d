package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A private tracker accepts announces with a valid key only: section 5 of the protocol reference. */
interface KeyRules extends AccessFixture {

    /** The start of every authentication failure text, as sent by Torrust and other trackers. */
    String PREFIX = "Tracker authentication error: Authentication error: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce/%s",
                "/announce/%s/",
                "/announce.php/%s",
                "/%s/announce",
                "/%s/announce.php",
                "/%s",
                "/%s/",
                "/announce?passkey=%s",
                "/announce?x=1&passkey=%s&y=2",
                "/announce/%s?x=1",
                "/announce?x=1?passkey=%s",
                "//%s",
                "/announce//%s",
                "//%s//announce",
                "/?passkey=%s",
                "//?x=1&passkey=%s"
            })
    default void valid_key_is_accepted_in_each_url_form(String form) {
        assertThat(at(form.replace("%s", key())).announce(peer(1)).incomplete()).isEqualTo(1);
        assertThat(rejectionText(at(form.replace("%s", unknownKey())), peer(1))).contains("Failed to read key");
    }

    @Test
    default void key_is_valid_with_or_without_an_expiry_time() {
        operator().putKey(unknownKey(), FAR_FUTURE);
        assertThat(at("/announce/" + unknownKey()).announce(peer(1)).incomplete())
                .isEqualTo(1);
        operator().putKey(unknownKey(), Long.MAX_VALUE);
        assertThat(at("/announce/" + unknownKey()).announce(peer(2)).incomplete())
                .isEqualTo(2);
        operator().removeKey(unknownKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce", "/announce?passkey=", "/announce?key=0123456789abcdef", "/announce?x=1"})
    default void announce_without_a_key_is_rejected(String url) {
        assertThat(rejectionText(at(url), peer(1)))
                .startsWith(PREFIX)
                .contains("Missing authentication key param for private tracker", "missing passkey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce/short",
                "/short/announce",
                "/announce?passkey=short",
                "/announce/0123456789abcdef%21",
                "/announce/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0"
            })
    default void key_in_an_invalid_format_is_rejected(String url) {
        assertThat(rejectionText(at(url), peer(1)))
                .startsWith(PREFIX)
                .contains("Invalid format for authentication key param", "invalid passkey")
                .doesNotContain("short", "0123456789abcdef");
    }

    @Test
    default void unknown_key_is_rejected_and_not_repeated() {
        assertThat(rejectionText(at("/announce/" + unknownKey()), peer(1)))
                .startsWith(PREFIX)
                .contains("Failed to read key", "invalid passkey");
    }

    @Test
    default void expired_key_is_rejected_until_it_is_renewed() {
        operator().putKey(unknownKey(), 1);
        FrontendClient client = at("/announce/" + unknownKey());
        assertThat(rejectionText(client, peer(1))).isEqualTo(PREFIX + "Key has expired");
        operator().putKey(unknownKey(), FAR_FUTURE);
        assertThat(client.announce(peer(1)).incomplete()).isEqualTo(1);
        operator().removeKey(unknownKey());
    }

    @Test
    default void removed_key_is_rejected() {
        FrontendClient client = at("/announce/" + unknownKey());
        operator().putKey(unknownKey(), FAR_FUTURE);
        client.announce(peer(1));
        operator().removeKey(unknownKey());
        assertThat(rejectionText(client, peer(1))).contains("Failed to read key");
        assertThat(rejectionText(client, peer(1).stopped())).contains("Failed to read key");
        assertThat(announce(peer(2)).incomplete())
                .as("the rejected stopped event removes no peer")
                .isEqualTo(2);
    }

    @Test
    default void rejected_announce_changes_nothing() {
        rejectionText(at("/announce"), peer(1));
        rejectionText(at("/announce/short"), peer(2));
        rejectionText(at("/announce/" + unknownKey()), peer(3).left(0));
        Answer answer = announce(peer(4));
        assertThat(answer.incomplete()).isEqualTo(1);
        assertThat(answer.complete()).isZero();
        assertThat(answer.peers()).isEmpty();
    }

    @Test
    default void peers_with_the_same_key_are_not_returned() {
        operator().putKey(unknownKey(), FAR_FUTURE);
        announce(peer(1).left(0));
        FrontendClient other = at("/announce/" + unknownKey());
        assertThat(other.announce(peer(2)).peers()).containsExactly(peer(1).peer());
        Answer answer = announce(peer(3));
        assertThat(answer.peers()).containsExactly(peer(2).peer());
        assertThat(answer.complete()).isEqualTo(1);
        operator().removeKey(unknownKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce/%s", "/%s/announce", "/%s/announce.php", "/announce?passkey=%s"})
    default void scrape_with_a_valid_key_returns_counts_if_the_frontend_sends_the_url(String form) {
        announce(peer(1).left(0));
        assertThat(counts(at(form.replace("%s", key())), torrent()).complete())
                .isEqualTo(frontend().scrapesWithUrl() ? 1 : 0);
    }

    @Test
    default void scrape_without_a_valid_key_returns_zeros() {
        announce(peer(1).left(0));
        assertAllZero(counts(at("/announce"), torrent()));
        assertAllZero(counts(at("/announce/" + unknownKey()), torrent()));
        operator().putKey(unknownKey(), 1);
        assertAllZero(counts(at("/announce/" + unknownKey()), torrent()));
        operator().removeKey(unknownKey());
    }

    @Test
    default void scrape_with_a_key_in_an_invalid_format_is_rejected_if_the_frontend_sends_the_url() {
        announce(peer(1).left(0));
        if (frontend().scrapesWithUrl()) {
            assertThatThrownBy(() -> counts(at("/announce/short"), torrent()))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageStartingWith(PREFIX)
                    .hasMessageContaining("Invalid format for authentication key param");
        } else {
            assertAllZero(counts(at("/announce/short"), torrent()));
        }
    }
}
