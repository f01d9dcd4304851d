package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What an operator changes in the console. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ActionRules {

    private static final String KEY = "key-of-the-console-tests";

    private final Console console;

    ActionRules(Console console) {
        this.console = console;
    }

    @Test
    void a_whitelist_entry_is_added_and_removed() {
        Browser browser = signedIn();
        String hash = Console.hash(51);
        console.open("access/whitelist", "Access");

        browser.button("Add…");
        browser.type("Info hash", hash);
        browser.type("Label", "added by hand");
        browser.button("Add");
        browser.awaitText("added by hand");
        assertThat(console.api("GET", "/whitelist/" + hash, "")).contains("added by hand");

        browser.button("Remove " + hash);
        browser.awaitText("Remove the torrent?");
        browser.button("Remove");
        browser.awaitNoText("added by hand");
        assertThat(console.api("GET", "/whitelist", "")).doesNotContain(hash);
    }

    @Test
    void an_invalid_entry_is_refused_and_what_was_typed_is_kept() {
        Browser browser = signedIn();
        String hash = Console.hash(52);
        console.api("PUT", "/whitelist/" + hash, "{\"label\":\"first\"}");
        console.open("access/whitelist", "Access");

        browser.button("Add…");
        browser.type("Info hash", hash);
        browser.type("Label", "second");
        browser.button("Add");
        browser.awaitText("already");
        assertThat(browser.value("Info hash")).isEqualTo(hash);
        assertThat(browser.value("Label")).isEqualTo("second");

        browser.button("Cancel");
        assertThat(console.api("GET", "/whitelist/" + hash, "")).contains("first");
        console.api("DELETE", "/whitelist/" + hash, "");
    }

    @Test
    void a_key_is_added_edited_expired_and_removed() {
        Browser browser = signedIn();
        console.open("access/keys", "Access");

        browser.button("Add…");
        browser.type("Key", KEY);
        browser.type("Label", "Ben");
        browser.button("Add");
        browser.awaitText("Ben");

        browser.button("Edit " + KEY);
        browser.type("Label", "Benjamin");
        browser.button("Save");
        browser.awaitText("Benjamin");
        assertThat(console.api("GET", "/keys/" + KEY, "")).contains("Benjamin").contains("\"valid_until\":null");

        browser.button("Expire " + KEY);
        browser.button("Expire");
        browser.awaitText("Expired");

        browser.button("Remove " + KEY);
        browser.button("Remove");
        browser.awaitNoText("Benjamin");
        assertThat(console.api("GET", "/keys", "")).doesNotContain(KEY);
    }

    @Test
    void a_torrent_is_denied_and_served_again() {
        Browser browser = signedIn();
        String hash = Console.hash(53);
        console.announce(hash, "-qB4650-abcdefghijkl", 7531, 0);
        console.open("torrent/" + hash, "Torrent");

        browser.button("Deny…");
        browser.type("Reason", "takedown");
        browser.button("Deny");
        browser.awaitText("Rejected: denied");
        assertThat(console.announce(hash, "-qB4650-abcdefghijkl", 7531, 0)).contains("failure reason");

        browser.button("Remove from the deny list…");
        browser.button("Remove");
        browser.await("the button", () -> browser.shows("button", "Deny…"));
        assertThat(console.announce(hash, "-qB4650-abcdefghijkl", 7531, 0)).contains("8:complete");
    }

    @Test
    void a_swarm_is_dropped() {
        Browser browser = signedIn();
        String hash = Console.hash(54);
        console.announce(hash, "-qB4650-abcdefghijkl", 7541, 0);
        console.open("torrent/" + hash, "Torrent");
        browser.awaitText("qBittorrent");

        browser.button("Drop the swarm…");
        browser.awaitText("All 1 peers of");
        browser.button("Drop");
        browser.awaitText("Not in memory");
        browser.awaitNoText("qBittorrent");
        assertThat(console.api("GET", "/torrents?prefix=" + hash, "")).doesNotContain(hash);
    }

    @Test
    void a_destructive_act_can_be_cancelled() {
        Browser browser = signedIn();
        String hash = Console.hash(55);
        console.announce(hash, "-qB4650-abcdefghijkl", 7551, 0);
        console.open("torrent/" + hash, "Torrent");

        browser.button("Drop the swarm…");
        browser.button("Cancel");
        browser.awaitNoText("Drop the swarm?");
        assertThat(console.api("GET", "/torrents?prefix=" + hash, "")).contains(hash);
    }

    @Test
    void a_token_is_issued_shown_once_and_revoked() {
        Browser browser = signedIn();
        console.open("tokens", "Tokens");

        browser.button("Issue a token…");
        browser.type("Label", "made in the console");
        browser.button("Issue");
        browser.awaitText("Choose at least one scope");
        browser.check("read");
        browser.button("Issue");
        browser.awaitText("shown only here");
        browser.button("Close");
        browser.awaitNoText("shown only here");
        browser.awaitText("made in the console");

        browser.button("Revoke made in the console");
        browser.button("Revoke");
        browser.await("the end of the token", () -> !browser.shows("button", "Revoke made in the console"));
        assertThat(console.api("GET", "/tokens", "")).doesNotContain("made in the console");
    }

    @Test
    void a_torrent_is_found_by_its_hash_and_by_its_first_digits() {
        Browser browser = signedIn();
        String hash = Console.hash(56);
        console.announce(hash, "-qB4650-abcdefghijkl", 7561, 0);

        console.open("torrents", "Torrents");
        browser.type("Info hash", "565656");
        browser.button("Search");
        browser.awaitText(hash);

        browser.type("Info hash", hash);
        browser.button("Search");
        browser.awaitHeading("Torrent");
    }

    @Test
    void a_change_is_in_the_audit() {
        Browser browser = signedIn();
        String hash = Console.hash(57);
        console.api("PUT", "/whitelist/" + hash, "{}");
        console.api("DELETE", "/whitelist/" + hash, "");

        console.open("audit", "Audit");
        browser.type("Subject", hash);
        browser.button("Show");
        browser.awaitText("whitelist.put");
    }

    private Browser signedIn() {
        console.enter(Console.TOKEN);
        return console.browser();
    }
}
