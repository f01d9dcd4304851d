package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A private tracker serves those who have a valid key: section 5. */
interface KeyRules extends AccessConversation {

    /** How all of Torrust's and other trackers' refusals for want of a key begin. */
    String BEGINNING = "Tracker authentication error: Authentication error: ";

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
    default void a_valid_key_is_accepted_in_each_form(String form) {
        assertThat(at(form.replace("%s", key())).announce(peer(1)).incomplete()).isEqualTo(1);
        assertThat(refusal(at(form.replace("%s", unknownKey())), peer(1))).contains("Failed to read key");
    }

    @Test
    default void a_key_is_valid_for_ever_or_for_a_time() {
        operator().putKey(unknownKey(), LATER);
        assertThat(at("/announce/" + unknownKey()).announce(peer(1)).incomplete())
                .isEqualTo(1);
        operator().putKey(unknownKey(), Long.MAX_VALUE);
        assertThat(at("/announce/" + unknownKey()).announce(peer(2)).incomplete())
                .isEqualTo(2);
        operator().removeKey(unknownKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce", "/announce?passkey=", "/announce?key=0123456789abcdef", "/announce?x=1"})
    default void without_a_key_nobody_is_served(String url) {
        assertThat(refusal(at(url), peer(1)))
                .startsWith(BEGINNING)
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
    default void what_cannot_be_a_key_is_refused_as_such(String url) {
        assertThat(refusal(at(url), peer(1)))
                .startsWith(BEGINNING)
                .contains("Invalid format for authentication key param", "invalid passkey")
                .doesNotContain("short", "0123456789abcdef");
    }

    @Test
    default void a_key_that_nobody_has_is_refused_without_being_repeated() {
        assertThat(refusal(at("/announce/" + unknownKey()), peer(1)))
                .startsWith(BEGINNING)
                .contains("Failed to read key", "invalid passkey");
    }

    @Test
    default void an_expired_key_is_refused_and_can_be_renewed() {
        operator().putKey(unknownKey(), 1);
        FrontendClient client = at("/announce/" + unknownKey());
        assertThat(refusal(client, peer(1))).isEqualTo(BEGINNING + "Key has expired");
        operator().putKey(unknownKey(), LATER);
        assertThat(client.announce(peer(1)).incomplete()).isEqualTo(1);
        operator().removeKey(unknownKey());
    }

    @Test
    default void a_removed_key_opens_no_more() {
        FrontendClient client = at("/announce/" + unknownKey());
        operator().putKey(unknownKey(), LATER);
        client.announce(peer(1));
        operator().removeKey(unknownKey());
        assertThat(refusal(client, peer(1))).contains("Failed to read key");
        assertThat(refusal(client, peer(1).stopped())).contains("Failed to read key");
        assertThat(announce(peer(2)).incomplete())
                .as("the goodbye was not heard")
                .isEqualTo(2);
    }

    @Test
    default void who_is_refused_changes_nothing() {
        refusal(at("/announce"), peer(1));
        refusal(at("/announce/short"), peer(2));
        refusal(at("/announce/" + unknownKey()), peer(3).left(0));
        Answer answer = announce(peer(4));
        assertThat(answer.incomplete()).isEqualTo(1);
        assertThat(answer.complete()).isZero();
        assertThat(answer.peers()).isEmpty();
    }

    @Test
    default void nobody_is_given_peers_of_the_same_key() {
        operator().putKey(unknownKey(), LATER);
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
    default void a_scrape_with_a_valid_key_tells_the_counts_if_it_can_carry_one(String form) {
        announce(peer(1).left(0));
        assertThat(counts(at(form.replace("%s", key())), torrent()).complete())
                .isEqualTo(frontend().scrapesWithUrl() ? 1 : 0);
    }

    @Test
    default void a_scrape_without_a_valid_key_tells_zeros() {
        announce(peer(1).left(0));
        assertNothing(counts(at("/announce"), torrent()));
        assertNothing(counts(at("/announce/" + unknownKey()), torrent()));
        operator().putKey(unknownKey(), 1);
        assertNothing(counts(at("/announce/" + unknownKey()), torrent()));
        operator().removeKey(unknownKey());
    }

    @Test
    default void a_scrape_with_what_cannot_be_a_key_is_refused_if_it_can_carry_one() {
        announce(peer(1).left(0));
        if (frontend().scrapesWithUrl()) {
            assertThatThrownBy(() -> counts(at("/announce/short"), torrent()))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith(BEGINNING)
                    .hasMessageContaining("Invalid format for authentication key param");
        } else {
            assertNothing(counts(at("/announce/short"), torrent()));
        }
    }
}
