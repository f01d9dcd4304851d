package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in both themes and on a phone. Screenshots are in {@code target/screenshots}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageRules {

    private static final List<String> THEMES = List.of("Light", "Dark");
    private static final String TORRENT = "torrent/" + Console.hash(1);

    private final Console console;

    PageRules(Console console) {
        this.console = console;
    }

    @BeforeAll
    void populate() {
        console.populate();
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("overview", "Overview"),
                Arguments.of("torrents", "Torrents"),
                Arguments.of(TORRENT, "Torrent"),
                Arguments.of("rejections", "Rejections"),
                Arguments.of("clients", "Clients"),
                Arguments.of("access/keys", "Access"),
                Arguments.of("access/whitelist", "Access"),
                Arguments.of("access/denylist", "Access"),
                Arguments.of("tokens", "Tokens"),
                Arguments.of("audit", "Audit"),
                Arguments.of("settings", "Settings"),
                Arguments.of("health", "Health"),
                Arguments.of("start", "Getting started"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_accessible_and_has_no_errors_in_both_themes(String page, String heading) {
        Browser browser = console.browser();
        console.enter(Console.TOKEN);
        console.open(page, heading);
        for (String theme : THEMES) {
            browser.choose("Theme", theme);
            browser.screenshot(fileName(page) + "-" + theme.toLowerCase(Locale.ROOT));
            assertThat(browser.problems()).isEmpty();
            browser.assertAccessible(page + " in " + theme);
            // axe reads pixels of a canvas, of which the browser warns.
            List<String> unused = browser.problems();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_fits_on_a_phone(String page, String heading) {
        Browser browser = console.browser();
        console.enter(Console.TOKEN);
        browser.width(Browser.PHONE_WIDTH);
        try {
            console.open(page, heading);
            assertThat(browser.excessWidth()).as(page).isZero();
            browser.screenshot(fileName(page) + "-phone");
        } finally {
            browser.width(Browser.WIDTH);
        }
    }

    @Test
    void the_sign_in_is_accessible_in_both_themes() {
        Browser browser = console.browser();
        for (String theme : THEMES) {
            browser.go(console.root() + "/");
            browser.awaitHeading("Sign in");
            browser.choose("Theme", theme);
            browser.screenshot("sign-in-" + theme.toLowerCase(Locale.ROOT));
            browser.assertAccessible("sign-in in " + theme);
        }
    }

    @Test
    void each_page_is_reached_from_the_navigation() {
        Browser browser = console.browser();
        console.enter(Console.TOKEN);
        for (String page : new String[] {
            "Torrents",
            "Rejections",
            "Clients",
            "Access",
            "Tokens",
            "Audit",
            "Settings",
            "Health",
            "Getting started",
            "Overview"
        }) {
            browser.link(page);
            browser.awaitHeading(page);
            browser.awaitLoaded();
        }
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void the_theme_is_kept() {
        Browser browser = console.browser();
        console.enter(Console.TOKEN);
        browser.choose("Theme", "Dark");
        browser.reload();
        browser.awaitHeading("Overview");
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        assertThat(browser.value("Theme")).isEqualTo("dark");
    }

    @Test
    void an_unknown_page_is_reported() {
        console.enter(Console.TOKEN);
        console.open("nothing", "Not found");
        assertThat(console.browser().text()).contains("There is no such page");
    }

    private static String fileName(String page) {
        return page.replaceAll("/[0-9]+", "").replace('/', '-');
    }
}
