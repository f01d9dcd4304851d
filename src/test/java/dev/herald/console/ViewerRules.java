package dev.herald.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Several viewers at once, while the tracker works and is restarted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ViewerRules {

    private final Console console;

    ViewerRules(Console console) {
        this.console = console;
    }

    @Test
    void the_overview_follows_what_happens() {
        Browser browser = console.browser();
        console.signIn(Console.TOKEN);
        browser.awaitText("Live");
        String before = uptime(browser);
        browser.await("another snapshot", () -> !uptime(browser).equals(before));
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void viewers_continue_after_a_restart_of_the_server() throws Exception {
        Browser first = console.browser();
        try (Browser second = Browser.open()) {
            console.signIn(Console.TOKEN);
            first.awaitText("Live");
            second.go(console.root() + "/");
            second.type("API token", Console.TOKEN);
            second.button("Sign in");
            second.awaitText("Live");

            console.stop();
            first.awaitText("Reconnecting");
            second.awaitText("Reconnecting");
            console.startAgain();

            // Sessions are in memory.
            for (Browser viewer : new Browser[] {first, second}) {
                viewer.awaitText("Sign in again");
                viewer.type("API token", Console.TOKEN);
                viewer.button("Sign in");
                viewer.awaitHeading("Overview");
                viewer.awaitText("Live");
            }
        }
    }

    private static String uptime(Browser browser) {
        return browser.text().replaceAll("(?s).*Uptime\\s+(\\S+( \\S+)?).*", "$1");
    }
}
