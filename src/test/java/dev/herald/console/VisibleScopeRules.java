package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holders of each scope see. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VisibleScopeRules {

    private static final String ADDRESS = "127.0.0.1:70";

    private final Console console;

    VisibleScopeRules(Console console) {
        this.console = console;
    }

    @BeforeAll
    void populate() {
        console.populate();
    }

    @Test
    void a_token_with_only_the_scope_read_sees_no_keys_and_no_addresses() {
        Browser browser = console.browser();
        console.enter(console.token("read"));
        for (String page : new String[] {"Tokens", "Audit", "Settings"}) {
            assertThat(browser.shows("a", page)).as(page).isFalse();
        }

        console.open("torrent/" + Console.hash(1), "Torrent");
        browser.awaitText("qBittorrent");
        assertThat(browser.text()).doesNotContain(ADDRESS);
        assertThat(browser.shows("button", "Deny…")).isFalse();

        console.open("access/keys", "Access");
        assertThat(browser.text()).contains("may not see this list").doesNotContain("0123456789abcdefKEY1");

        console.open("access/whitelist", "Access");
        browser.awaitText("Debian 12");
        assertThat(browser.shows("button", "Add…")).isFalse();

        console.open("tokens", "Tokens");
        assertThat(browser.text()).contains("may not see this page");
    }

    @Test
    void a_token_with_the_scope_keys_sees_keys_only() {
        Browser browser = console.browser();
        browser.go(console.root() + "/");
        browser.type("API token", console.token("keys"));
        browser.button("Sign in");
        browser.await("the end of the form", () -> browser.shows("button", "Sign out"));

        console.open("access/keys", "Access");
        browser.awaitText("0123456789abcdefKEY1");
        assertThat(browser.shows("a", "Torrents")).isFalse();
        assertThat(browser.shows("a", "Whitelist")).isFalse();
    }

    @Test
    void a_token_with_every_scope_sees_addresses() {
        Browser browser = console.browser();
        console.enter(Console.TOKEN);
        console.open("torrent/" + Console.hash(1), "Torrent");
        browser.awaitText(ADDRESS);
    }

    @Test
    void what_a_client_sends_is_text() {
        Browser browser = console.browser();
        String hash = Console.hash(77);
        // A peer id has 20 bytes.
        console.announce(hash, "<img src=x onerror=a", 7777, 0);
        console.enter(Console.TOKEN);

        console.open("torrent/" + hash, "Torrent");
        browser.awaitText("<img src");
        assertThat(browser.has("#main td img")).isFalse();

        console.open("clients", "Clients");
        assertThat(browser.has("#main td img")).isFalse();
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void what_an_operator_has_stored_is_text() {
        Browser browser = console.browser();
        String markup = "<img src=x onerror=document.title=1>";
        console.api(
                "PUT", "/whitelist/" + Console.hash(78), "{\"label\":\"" + markup + "\",\"note\":\"" + markup + "\"}");
        console.enter(Console.TOKEN);

        console.open("access/whitelist", "Access");
        browser.awaitText(markup);
        console.open("torrent/" + Console.hash(78), "Torrent");
        browser.awaitText(markup);

        assertThat(browser.has("#main img")).isFalse();
        assertThat(browser.script("return document.title")).isNotEqualTo("1");
        console.api("DELETE", "/whitelist/" + Console.hash(78), "");
    }
}
