package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;

/** Signing in and out. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class SignInRules {

    private final Console console;

    SignInRules(Console console) {
        this.console = console;
    }

    @Test
    @Order(1)
    void the_printed_link_signs_in_once_and_leaves_no_trace() {
        Browser browser = console.browser();
        browser.go(console.link());
        browser.awaitHeading("Overview");
        assertThat(browser.address()).doesNotContain("code");
        assertThat(browser.script("return document.cookie + JSON.stringify(localStorage)")
                        .toString())
                .doesNotContain("herald_session");

        browser.reset(console.root());
        browser.go(console.link());
        browser.awaitText("was used");
        browser.awaitHeading("Sign in");
    }

    @Test
    void a_token_signs_in_and_is_kept_nowhere() {
        Browser browser = console.browser();
        console.signIn(Console.TOKEN);

        browser.reload();
        browser.awaitHeading("Overview");

        assertThat(browser.script("return document.documentElement.outerHTML + location + document.cookie"
                                + " + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
                        .toString())
                .doesNotContain(Console.TOKEN);
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void a_wrong_token_is_refused_with_a_message() {
        Browser browser = console.browser();
        browser.go(console.root() + "/");
        browser.type("API token", "wrong");
        browser.button("Sign in");

        browser.awaitText("not valid");
        assertThat(browser.heading()).isEqualTo("Sign in");
        assertThat(browser.focused()).startsWith("API token");
        browser.type("API token", Console.TOKEN);
        browser.button("Sign in");
        browser.awaitHeading("Overview");
    }

    @Test
    void signing_out_ends_the_session() {
        Browser browser = console.browser();
        console.signIn(Console.TOKEN);

        browser.button("Sign out");
        browser.awaitHeading("Sign in");

        browser.reload();
        browser.awaitHeading("Sign in");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void a_keyboard_is_sufficient_to_sign_in_and_to_change_pages() {
        Browser browser = console.browser();
        browser.go(console.root() + "/");
        browser.awaitHeading("Sign in");
        browser.await("the focus", () -> browser.focused().startsWith("API token"));
        browser.press(Console.TOKEN, Keys.ENTER);
        browser.awaitHeading("Overview");

        for (String page : new String[] {"Torrents", "Access", "Settings"}) {
            browser.tabTo(page);
            assertThat(browser.focusIsVisible()).as(page).isTrue();
            browser.press(Keys.ENTER);
            browser.awaitHeading(page);
            browser.await("the focus on the heading", () -> browser.focused().equals(page));
        }
    }

    @Test
    void the_first_Tab_leads_to_the_content() {
        Browser browser = console.browser();
        console.signIn(Console.TOKEN);
        browser.reload();
        browser.awaitHeading("Overview");

        browser.press(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to content");
        browser.press(Keys.ENTER);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("main");
    }
}
