package dev.herald.torrust;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Torrust's {@code api/v1/contract/context/whitelist.rs}, for every database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class WhitelistRules {

    private final Supplier<TrackerUnderTest> tracker;

    /** {@code tracker} supplies the running tracker; it is called in the tests only. */
    protected WhitelistRules(Supplier<TrackerUnderTest> tracker) {
        this.tracker = tracker;
    }

    private static final String HASH = "9e0217d0fa71c87332cd8bf9dbeabcb2c2cf3c4d";
    private static final String PATH = "/api/v1/whitelist/" + HASH;

    private Api api() {
        return tracker.get().api();
    }

    static List<String> invalidInfoHashes() {
        return List.of(
                "0",
                "-1",
                "1.1",
                "INVALID INFOHASH",
                "9c38422213e30bff212b30c360d26f9a0213642",
                "9c38422213e30bff212b30c360d26f9a0213642&",
                "%");
    }

    @Test
    void should_allow_whitelisting_a_torrent() {
        Expected.ok(api().post(PATH));
    }

    @Test
    void should_allow_whitelisting_a_torrent_that_has_been_already_whitelisted() {
        Expected.ok(api().post(PATH));
        Expected.ok(api().post("/api/v1/whitelist/" + HASH.toUpperCase(Locale.ROOT)));
    }

    @Test
    void should_not_allow_whitelisting_a_torrent_for_unauthenticated_users() {
        Expected.onlyWithToken(api(), "POST", PATH);
    }

    @Test
    void should_fail_when_the_torrent_cannot_be_whitelisted() {
        api().delete(PATH);
        tracker.get()
                .withoutTable(
                        "listed_torrents", () -> Expected.failure(api().post(PATH), "failed to whitelist torrent"));
    }

    @ParameterizedTest
    @MethodSource("invalidInfoHashes")
    void should_fail_whitelisting_a_torrent_when_the_provided_infohash_is_invalid(String hash) {
        Expected.invalidInfoHash(api().post("/api/v1/whitelist/" + escaped(hash)), hash);
    }

    @Test
    void should_return_404_when_the_infohash_is_empty() {
        Expected.notFound(api().post("/api/v1/whitelist/"));
    }

    @Test
    void should_allow_removing_a_torrent_from_the_whitelist() {
        api().post(PATH);
        Expected.ok(api().delete(PATH));
    }

    @Test
    void should_not_fail_trying_to_remove_a_non_whitelisted_torrent_from_the_whitelist() {
        api().delete(PATH);
        Expected.ok(api().delete(PATH));
    }

    @ParameterizedTest
    @MethodSource("invalidInfoHashes")
    void should_fail_removing_a_torrent_from_the_whitelist_when_the_provided_infohash_is_invalid(String hash) {
        Expected.invalidInfoHash(api().delete("/api/v1/whitelist/" + escaped(hash)), hash);
    }

    @Test
    void should_fail_when_the_torrent_cannot_be_removed_from_the_whitelist() {
        api().post(PATH);
        tracker.get()
                .withoutTable(
                        "listed_torrents",
                        () -> Expected.failure(api().delete(PATH), "failed to remove torrent from whitelist"));
    }

    @Test
    void should_not_allow_removing_a_torrent_from_the_whitelist_for_unauthenticated_users() {
        Expected.onlyWithToken(api(), "DELETE", PATH);
    }

    @Test
    void should_allow_reload_the_whitelist_from_the_database() {
        Expected.ok(api().get("/api/v1/whitelist/reload"));
    }

    @Test
    void should_fail_when_the_whitelist_cannot_be_reloaded_from_the_database() {
        tracker.get()
                .withoutTable(
                        "listed_torrents",
                        () -> Expected.failure(api().get("/api/v1/whitelist/reload"), "failed to reload whitelist"));
        Expected.ok(api().get("/api/v1/whitelist/reload"));
    }

    private static String escaped(String text) {
        String escaped = text;
        for (String special : List.of("%", " ", "&")) {
            escaped = escaped.replace(special, "%" + Integer.toHexString(special.charAt(0)));
        }
        return escaped;
    }
}
