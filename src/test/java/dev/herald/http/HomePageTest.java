package dev.herald.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.access.Access;
import dev.herald.access.AccessSettings;
import dev.herald.bittorrent.Endpoint;
import dev.herald.http.HomePage.Contents;
import dev.herald.http.HomePage.Counts;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to {@code GET /}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class HomePageTest {

    private long second = 1_700_000_000;
    private long torrents = 3;
    private int written;
    private boolean isPrivate;
    private boolean isListed;
    private List<String> urls = List.of("udp://tracker.example.org:6969/announce", "http://[2001:db8::1]/announce");
    private String name = "tracker.example.org";

    @Test
    void without_a_setting_nothing_is_found() {
        assertThat(get("", true, "/").status()).isEqualTo(404);
        assertThat(Client.text(get("", true, "/"))).isEqualTo("not found\n");
    }

    @Test
    void a_URL_is_redirected_to() {
        TrackerResponse answer = get("https://example.org/a?b#c", false, "/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers())
                .containsEntry("Location", "https://example.org/a?b#c")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void the_page_has_the_name_and_the_announce_URLs() {
        TrackerResponse answer = get("page", false, "/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/html");
        assertThat(answer.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline");
        assertThat(Client.text(answer))
                .contains(
                        "<h1>tracker.example.org</h1>",
                        "A BitTorrent tracker. Its announce URLs:",
                        "<code>udp://tracker.example.org:6969/announce</code>",
                        "<code>http://[2001:db8::1]/announce</code>")
                .doesNotContain("Torrents");
    }

    @Test
    void counts_are_shown_if_they_are_public() {
        assertThat(Client.text(get("page", true, "/")))
                .contains("Torrents</th><td>3</td>", "Seeders</th><td>20</td>", "Leechers</th><td>100</td>");
    }

    @Test
    void a_private_or_listed_tracker_says_what_clients_need() {
        isPrivate = true;
        isListed = true;
        assertThat(Client.text(get("page", false, "/")))
                .contains(
                        "A private BitTorrent tracker. It serves registered torrents only.",
                        "with your key in place of KEY",
                        "udp://tracker.example.org:6969/announce/KEY");
    }

    @Test
    void text_is_never_markup() {
        name = "<b>&\"";
        urls = List.of("http://<script>");
        assertThat(Client.text(get("page", false, "/")))
                .contains("<h1>&lt;b&gt;&amp;&quot;</h1>", "<code>http://&lt;script&gt;</code>");
    }

    @Test
    void the_page_is_written_once_a_second() {
        HttpTracker tracker = tracker("page", true);
        for (int i = 0; i < 10; i++) {
            get(tracker, "GET", "/", "");
        }
        assertThat(written).isEqualTo(1);

        second++;
        torrents = 4;
        assertThat(Client.text(get(tracker, "GET", "/", ""))).contains("<td>4</td>");
        assertThat(written).isEqualTo(2);
    }

    @Test
    void other_methods_are_rejected() {
        for (String home : List.of("page", "https://example.org/")) {
            HttpTracker tracker = tracker(home, false);
            assertThat(get(tracker, "HEAD", "/", "").body())
                    .isEqualTo(get(tracker, "GET", "/", "").body());
            assertThat(get(tracker, "POST", "/", "").status()).isEqualTo(405);
        }
        assertThat(get(tracker("", false), "POST", "/", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/index.html", "/;a", "/.", "", "*"})
    void other_paths_are_not_found(String path) {
        assertThat(get("page", true, path).status()).isEqualTo(404);
    }

    @Test
    void a_query_is_no_request_for_the_page() {
        HttpTracker tracker = tracker("page", true);
        assertThat(get(tracker, "GET", "/", "a=b").status()).isEqualTo(404);
        assertThat(Client.text(get(tracker, "GET", "/", "info_hash=a"))).contains("14:failure reason");
    }

    @Test
    void settings_name_a_page_or_a_URL() {
        assertThat(new HomeSettings("", false).redirect()).isEmpty();
        assertThat(new HomeSettings("page", false).isPage()).isTrue();
        assertThat(new HomeSettings("HTTP://Example.org", false).redirect()).hasValue("HTTP://Example.org");
        assertThat(new HomeSettings("https://example.org/ä", false).redirect()).hasValue("https://example.org/%C3%A4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Page",
                "example.org",
                "//example.org",
                "ftp://example.org",
                "https:///a",
                "javascript:a",
                "/a",
                "https://a b",
                "https://a\r\nb"
            })
    void anything_else_is_rejected_with_the_name_of_the_setting(String home) {
        assertThatThrownBy(() -> new HomeSettings(home, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("herald.http.home must be empty, page, or a URL");
    }

    private TrackerResponse get(String home, boolean statistics, String path) {
        return get(tracker(home, statistics), "GET", path, "");
    }

    private static TrackerResponse get(HttpTracker tracker, String method, String path, String query) {
        return tracker.answer(new TrackerRequest(method, path, query, Client.address(Client.A), header -> List.of()));
    }

    private HttpTracker tracker(String home, boolean statistics) {
        Supplier<Counts> counts = () -> {
            written++;
            return new Counts(torrents, 20, 100);
        };
        Contents contents = new Contents(
                name, () -> urls, statistics ? Optional.of(counts) : Optional.empty(), isPrivate, isListed);
        Swarms swarms = new Swarms(new SwarmSettings(true, 86_400), Client.POLICY.peerLifetimeSeconds(), new Random(3));
        return new HttpTracker(
                new HttpSettings(Endpoint.parse("[::]:7070").orElseThrow(), List.of(), true),
                new Tracker(Client.POLICY, new Access(AccessSettings.PUBLIC, new Random(1), infoHash -> {}), swarms),
                Frontend.HTTP_JAXRS,
                new Metrics(),
                clock(),
                HomePage.of(new HomeSettings(home, statistics), contents));
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochSecond(second);
    }
}
