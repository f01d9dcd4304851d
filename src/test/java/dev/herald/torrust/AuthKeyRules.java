package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.Api.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Torrust's {@code api/v1/contract/context/auth_key.rs}, for every database. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public abstract class AuthKeyRules {

    private static final String KEY_CONTENT_TYPE = "application/json; charset=utf-8";

    private final Supplier<TrackerUnderTest> tracker;

    /** {@code tracker} supplies the running tracker; it is called in the tests only. */
    protected AuthKeyRules(Supplier<TrackerUnderTest> tracker) {
        this.tracker = tracker;
    }

    private Api api() {
        return tracker.get().api();
    }

    @Test
    void should_allow_generating_a_new_random_auth_key() {
        expires(api().postKey("{\"key\": null, \"seconds_valid\": 60}"), 60);
        Answer permanent = api().postKey("{\"key\": null, \"seconds_valid\": null}");
        assertThat(permanent.body())
                .matches("\\{\"key\":\"[0-9A-Za-z]{32}\",\"valid_until\":null,\"expiry_time\":null}");
    }

    @Test
    void should_allow_uploading_a_preexisting_auth_key() {
        String key = "Xc1L4PbQJSFGlrgSRZl8wxSFAuMa21z5";
        api().delete("/api/v1/key/" + key);

        Answer answer = api().postKey("{\"key\":\"" + key + "\",\"seconds_valid\":60}");

        assertThat(expires(answer, 60)).isEqualTo(key);
    }

    @Test
    void should_fail_when_the_auth_key_already_exists() {
        String key = "ItIsThereAlreadyItIsThereAlready";
        api().postKey("{\"key\":\"" + key + "\",\"seconds_valid\":60}");

        Expected.failure(api().postKey("{\"key\":\"" + key + "\",\"seconds_valid\":90}"), "failed to generate key");
    }

    @Test
    void should_not_allow_generating_a_new_auth_key_for_unauthenticated_users() {
        Expected.onlyWithToken(api(), "POST", "/api/v1/keys");
    }

    @Test
    void should_fail_when_the_auth_key_cannot_be_generated() {
        tracker.get()
                .withoutTable(
                        "access_keys",
                        () -> Expected.failure(
                                api().postKey("{\"key\":null,\"seconds_valid\":60}"), "failed to generate key"));
    }

    @Test
    void should_allow_deleting_an_auth_key() {
        Expected.ok(api().delete("/api/v1/key/" + key()));
    }

    @Test
    void should_fail_deleting_an_auth_key_that_does_not_exist() {
        String key = key();
        api().delete("/api/v1/key/" + key);

        Expected.failure(api().delete("/api/v1/key/" + key), "failed to delete key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "invalid", "GQEs2ZNcCm9cwEV9dBpcPB5OwNFWFiR", "%QEs2ZNcCm9cwEV9dBpcPB5OwNFWFiRd"})
    void should_fail_generating_a_new_auth_key_when_the_provided_key_is_invalid(String key) {
        Answer answer = api().postKey("{\"key\":\"" + key + "\",\"seconds_valid\":60}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo(Expected.TEXT);
        assertThat(answer.body()).startsWith("Invalid URL: invalid auth key: string \"" + key + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "text"})
    void should_fail_generating_a_new_auth_key_when_the_key_duration_is_invalid(String seconds) {
        Answer answer = api().postKey("{\"key\":null,\"seconds_valid\":\"" + seconds + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo(Expected.TEXT);
        assertThat(answer.body())
                .startsWith("Failed to deserialize the JSON body into the target type: seconds_valid: invalid type: "
                        + "string \"" + seconds + "\", expected u64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "18446744073709551615"})
    void should_fail_generating_a_new_auth_key_when_the_key_duration_overflows(String seconds) {
        String overflow = "Invalid URL: invalid auth key duration: \"" + seconds + "\"";

        Expected.badRequest(api().postKey("{\"key\":null,\"seconds_valid\":" + seconds + "}"), overflow);
        Expected.badRequest(api().post("/api/v1/key/" + seconds), overflow);
    }

    @Test
    void should_fail_generating_a_new_auth_key_when_the_body_is_invalid() {
        assertThat(api().postKey("{\"key\":null,\"seconds_valid\":1,\"more\":1}")
                        .status())
                .isEqualTo(422);
        assertThat(api().postKey("{\"key\":null").status()).isEqualTo(400);
        assertThat(api().postKey("x".repeat(100_000)).status()).isEqualTo(413);
        assertThat(api().post("/api/v1/keys").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "INVALID AUTH KEY ID",
                "IrweYtVuQPGbG9Jzx1DihcPmJGGpVy8",
                "IrweYtVuQPGbG9Jzx1DihcPmJGGpVy8zs",
                "%"
            })
    void should_fail_deleting_an_auth_key_when_the_key_id_is_invalid(String key) {
        Expected.badRequest(
                api().delete("/api/v1/key/" + key.replace("%", "%25").replace(" ", "%20")),
                "Invalid auth key id param \"" + key + "\"");
    }

    @Test
    void should_fail_when_the_auth_key_cannot_be_deleted() {
        String key = key();
        tracker.get()
                .withoutTable(
                        "access_keys",
                        () -> Expected.failure(api().delete("/api/v1/key/" + key), "failed to delete key"));
        Expected.ok(api().delete("/api/v1/key/" + key));
    }

    @Test
    void should_not_allow_deleting_an_auth_key_for_unauthenticated_users() {
        Expected.onlyWithToken(api(), "DELETE", "/api/v1/key/" + key());
    }

    @Test
    void should_allow_reloading_keys() {
        Expected.ok(api().get("/api/v1/keys/reload"));
    }

    @Test
    void should_fail_when_keys_cannot_be_reloaded() {
        tracker.get()
                .withoutTable(
                        "access_keys",
                        () -> Expected.failure(api().get("/api/v1/keys/reload"), "failed to reload keys"));
        Expected.ok(api().get("/api/v1/keys/reload"));
    }

    @Test
    void should_not_allow_reloading_keys_for_unauthenticated_users() {
        Expected.onlyWithToken(api(), "GET", "/api/v1/keys/reload");
    }

    @Nested
    final class deprecated_generate_key_endpoint {

        @Test
        void should_allow_generating_a_new_auth_key() {
            expires(api().post("/api/v1/key/60"), 60);
        }

        @Test
        void should_not_allow_generating_a_new_auth_key_for_unauthenticated_users() {
            Expected.onlyWithToken(api(), "POST", "/api/v1/key/60");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "text", "1.1", "18446744073709551616"})
        void should_fail_generating_a_new_auth_key_when_the_key_duration_is_invalid(String seconds) {
            Expected.badRequest(
                    api().post("/api/v1/key/" + seconds), "Invalid URL: Cannot parse `\"" + seconds + "\"` to a `u64`");
        }

        @Test
        void should_return_404_when_the_key_duration_is_empty() {
            Expected.notFound(api().post("/api/v1/key/"));
            Expected.notFound(api().post("/api/v1/key/%20"));
        }

        @Test
        void should_fail_when_the_auth_key_cannot_be_generated() {
            tracker.get()
                    .withoutTable(
                            "access_keys",
                            () -> Expected.failure(api().post("/api/v1/key/60"), "failed to generate key"));
        }
    }

    /** Asserts that the response contains a key that is valid for {@code seconds}, and returns the key. */
    private static String expires(Answer answer, long seconds) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo(KEY_CONTENT_TYPE);
        JsonObject key = Json.createReader(new StringReader(answer.body())).readObject();
        assertThat(key.keySet()).containsExactly("key", "valid_until", "expiry_time");
        assertThat(key.getString("key")).matches("[0-9A-Za-z]{32}");
        long until = key.getJsonNumber("valid_until").longValueExact();
        assertThat(until)
                .isBetween(
                        Instant.now().getEpochSecond() + seconds - 30,
                        Instant.now().getEpochSecond() + seconds);
        assertThat(key.getString("expiry_time"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{9} UTC")
                .startsWith(Instant.ofEpochSecond(until)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", ""));
        return key.getString("key");
    }

    private String key() {
        return expires(api().post("/api/v1/key/60"), 60);
    }
}
