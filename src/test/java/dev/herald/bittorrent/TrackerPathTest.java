package dev.herald.bittorrent;

import static dev.herald.bittorrent.TrackerPath.Kind.ANNOUNCE;
import static dev.herald.bittorrent.TrackerPath.Kind.OTHER;
import static dev.herald.bittorrent.TrackerPath.Kind.SCRAPE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class TrackerPathTest {

    private static final String KEY = "0123456789abcdef0123456789ABCDEF";
    private static final String OTHER_KEY = "passkeys-are_at-least-16";

    @ParameterizedTest
    @CsvSource({
        "/announce, ANNOUNCE",
        "/announce/, ANNOUNCE",
        "/announce.php, ANNOUNCE",
        "/announce.php/, ANNOUNCE",
        "/announce?x=1, ANNOUNCE",
        "/announce?, ANNOUNCE",
        "/scrape, SCRAPE",
        "/scrape/, SCRAPE",
        "/scrape.php, SCRAPE",
        "/scrape?info_hash=%01, SCRAPE",
        "/announce?passkey=, ANNOUNCE",
        "/announce?passkey, ANNOUNCE",
        "/announce?key=0123456789abcdef, ANNOUNCE",
        "/announce?xpasskey=0123456789abcdef, ANNOUNCE",
        "/announce?Passkey=0123456789abcdef, ANNOUNCE",
    })
    void a_target_without_key_has_a_kind(String target, TrackerPath.Kind kind) {
        assertThat(TrackerPath.parse(target)).isEqualTo(new TrackerPath(kind, AccessKey.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/announce/%s", "/announce.php/%s", "/announce/%s/", "/%s/announce", "/%s/announce.php"})
    void a_key_may_be_before_or_after_announce(String form) {
        assertThat(TrackerPath.parse(form.replace("%s", KEY))).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse(form.replace("%s", KEY) + "?numwant=5")).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse(form.replace("%s", KEY).replace("announce", "scrape")))
                .isEqualTo(new TrackerPath(SCRAPE, AccessKey.of(KEY)));
    }

    @Test
    void a_key_alone_is_an_announce() {
        assertThat(TrackerPath.parse("/" + KEY)).isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.of(KEY)));
        assertThat(TrackerPath.parse("/" + KEY + "/")).isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.of(KEY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce?passkey=%s",
                "/announce?a=b&passkey=%s",
                "/announce?passkey=%s&a=b",
                "/announce?passkey=0123456789abcdef-first&passkey=%s",
                "/announce?&&passkey=%s&&",
            })
    void the_last_key_of_the_query_is_used(String form) {
        assertThat(TrackerPath.parse(form.replace("%s", KEY))).isEqualTo(announceWith(KEY));
    }

    @Test
    void a_query_without_path_may_have_a_key() {
        assertThat(TrackerPath.parse("?passkey=" + KEY)).isEqualTo(new TrackerPath(OTHER, AccessKey.of(KEY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce?passkey=%s?info_hash=x",
                "/announce?x=1?passkey=%s",
                "/announce??passkey=%s",
                "/announce?info_hash=x?passkey=%s?peer_id=y",
                "/announce?passkey=0123456789abcdef-first?passkey=%s",
                "/announce?passkey=%s?left=",
            })
    void a_question_mark_before_a_known_name_separates_like_an_ampersand(String form) {
        assertThat(TrackerPath.parse(form.replace("%s", KEY))).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse(form.replace("%s", KEY).replace("announce", "scrape")))
                .isEqualTo(new TrackerPath(SCRAPE, AccessKey.of(KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//%s", "//%s//", "/announce//%s", "//announce/%s///", "//%s//announce.php/"})
    void empty_segments_are_ignored(String form) {
        assertThat(TrackerPath.parse(form.replace("%s", KEY))).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse(form.replace("%s", KEY) + "?x=1")).isEqualTo(announceWith(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//announce",
                "/announce//",
                "///announce.php",
                "/?info_hash=x",
                "//?x=1&info_hash=",
                "/?passkey="
            })
    void empty_segments_with_the_query_of_an_announce_are_an_announce(String target) {
        assertThat(TrackerPath.parse(target)).isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.NONE));
    }

    @Test
    void a_passkey_after_a_single_slash_is_an_announce() {
        assertThat(TrackerPath.parse("/?passkey=" + KEY)).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse("//?x=1?passkey=" + KEY)).isEqualTo(announceWith(KEY));
    }

    @Test
    void a_key_in_the_path_takes_precedence_over_one_in_the_query() {
        assertThat(TrackerPath.parse("/announce/" + KEY + "?passkey=" + OTHER_KEY))
                .isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse("/announce/short?passkey=" + OTHER_KEY))
                .isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.MALFORMED));
    }

    @Test
    void the_key_after_announce_takes_precedence() {
        assertThat(TrackerPath.parse("/announce/scrape")).isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.MALFORMED));
    }

    @Test
    void a_key_is_percent_decoded_once() {
        assertThat(TrackerPath.parse("/announce/%30123456789abcdef0123456789ABCDE%46"))
                .isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse("/announce?passkey=%2530123456789abcdef").key())
                .isEqualTo(AccessKey.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce/short",
                "/x/announce",
                "/announce?passkey=short",
                "/announce?passkey=0123456789abcdef%2",
                "/announce?passkey=0123456789abcdef%zz",
                "/announce?passkey=0123456789abcdef+",
                "/announce?passkey=0123456789abcdef?x=1",
                "/announce?passkey=0123456789abcdef?passkey",
                "/announce/0123456789abcdef=",
                "/announce/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
            })
    void an_invalid_key_is_malformed(String target) {
        assertThat(TrackerPath.parse(target)).isEqualTo(new TrackerPath(ANNOUNCE, AccessKey.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "?",
                "*",
                "announce",
                "/Announce",
                "/announces",
                "/announce.html",
                "/a/b/announce",
                "/announce/0123456789abcdef/x",
                "/0123456789abcdef/x",
                "/dir?a=b&c=d",
                "/?",
                "/?peer_id=x",
                "//?xinfo_hash=x",
                "/a//b//announce",
                "/health_check",
                "/x%064announce",
                "/%",
            })
    void another_path_is_other(String target) {
        assertThat(TrackerPath.parse(target)).isEqualTo(new TrackerPath(OTHER, AccessKey.NONE));
    }

    @Test
    void path_and_query_can_be_parsed_separately() {
        assertThat(TrackerPath.parse("/announce/" + KEY, "")).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse("/announce", "a=b&passkey=" + KEY)).isEqualTo(announceWith(KEY));
        assertThat(TrackerPath.parse("/", "passkey=" + KEY)).isEqualTo(announceWith(KEY));
    }

    @Test
    void common_requests_allocate_nothing() {
        assertThat(TrackerPath.parse("/announce?info_hash=x")).isSameAs(TrackerPath.parse("/announce"));
        assertThat(TrackerPath.parse("/scrape")).isSameAs(TrackerPath.parse("/scrape?info_hash=x"));
        assertThat(TrackerPath.parse("/")).isSameAs(TrackerPath.parse(""));
    }

    private static TrackerPath announceWith(String key) {
        return new TrackerPath(ANNOUNCE, AccessKey.of(key));
    }
}
