package dev.herald.admin.manage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.manage.ManageApi.Answer;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests, each rejected with a problem document. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class LimitRules {

    private static final String KEY = "/keys/limit-limit-limit";
    private static final String HASH = "/whitelist/" + "11".repeat(20);
    private static final long HUGE = 100L << 20;

    private final ManagedHerald herald;

    LimitRules(ManagedHerald herald) {
        this.herald = herald;
    }

    private ManageApi api() {
        return herald.api();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/keys/export,GET",
        "DELETE,/keys/export,GET",
        "POST,/whitelist/export,GET",
        "GET,/keys/import,POST",
        "PUT,/whitelist/import,POST",
        "DELETE,/denylist/import,POST",
        "PUT,/denylist/export/,GET"
    })
    void other_paths_than_entries_have_their_own_methods(String method, String path, String allowed) {
        ManageApi.Answer answer = api().send(method, path, BodyPublishers.noBody());
        answer.rejects(405, "Allow");
        assertThat(answer.header("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"lable\":\"x\"}                          | 422 | Unknown member",
                "{\"label\":7}                              | 422 | label must be a string",
                "{\"label\":[\"x\"]}                        | 422 | label must be a string",
                "{\"label\":\"\\ud800\"}                    | 422 | surrogate",
                "{\"label\":\"\\u0000\"}                    | 422 | control characters",
                "{\"label\":\"two\\nlines\"}                | 422 | control characters",
                "{\"valid_until\":\"soon\"}                 | 422 | valid_until must be a time",
                "{\"valid_until\":1e999999999}              | 422 | valid_until must be a string",
                "{\"key\":\"another-another-another\"}      | 422 | must be the one in the path",
                "{\"key\":\"short\"}                        | 422 | A key has",
                "{\"label\":\"x\",\"label\":\"x\"}          | 400 | twice",
                "{\"label\":\"x\"} x                        | 400 | not JSON",
                "[1]                                        | 400 | not a JSON object",
                "{                                          | 400 | not JSON"
            })
    void an_invalid_body_is_rejected(String body, int status, String words) {
        api().put(KEY, body).rejects(status, words);
        api().get(KEY).is(404);
    }

    @Test
    void only_keys_have_an_expiry() {
        api().put(HASH, "{\"valid_until\":\"2099-01-01T00:00:00Z\"}").rejects(422, "Unknown member");
    }

    @Test
    void long_texts_are_rejected() {
        api().put(KEY, "{\"label\":\"" + "x".repeat(201) + "\"}").rejects(422, "200");
        api().put(KEY, "{\"note\":\"" + "x".repeat(2001) + "\"}").rejects(422, "2000");
        api().get("/whitelist?q=" + "x".repeat(201)).rejects(400, "200");
        api().get("/whitelist?cursor=" + "x".repeat(1000)).rejects(400, "cursor");
    }

    @Test
    void invalid_UTF8_is_rejected() {
        BodyPublisher body = BodyPublishers.ofByteArray("{\"label\":\"\u00e4\"}".getBytes(ISO_8859_1));
        api().send("PUT", KEY, body, "Content-Type", ManageApi.JSON).rejects(400, "UTF-8");
        api().get("/whitelist?q=%ff").rejects(400, "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/whitelist/111111111111111111111111111111111111111",
                "/whitelist/11111111111111111111111111111111111111111",
                "/whitelist/g111111111111111111111111111111111111111",
                "/whitelist/%31111111111111111111111111111111111111",
                "/torrents/1",
                "/torrents/1/peers",
                "/keys/limit-limit-limit%25",
                "/keys/limit-limit-limit%00",
                "/keys/limit-limit-limit%ff",
                "/torrents/%c3/peers",
                "/keys/short",
                "/torrents?prefix=xyz",
                "/torrents?sort=size",
                "/torrents?order=up",
                "/torrents?limit=0",
                "/whitelist?limit=1001",
                "/whitelist?limit=5&limit=6",
                "/whitelist?limt=5",
                "/whitelist?cursor=nonsense",
                "/audit?cursor=YXVkaXQKeA",
                "/settings?x=1",
                "/overview?x=1",
                "/live?x=1",
                "/health?x=1",
                "/clients?x=1",
                "/watches/0?x=1",
                "/rejections?reason=none",
                "/rejections?frontend=ftp",
                "/rejections?hash=12",
                "/rejections?cursor=YXVkaXQKMTc",
                "/audit?from=yesterday",
                "/audit?actor=%07"
            })
    void an_invalid_path_or_query_is_rejected(String path) {
        api().get(path).is(400);
    }

    @Test
    void a_cursor_of_another_list_is_rejected() {
        api().put("/denylist/" + "d0".repeat(20), "{}");
        api().put("/denylist/" + "d1".repeat(20), "{}");
        String cursor = api().get("/denylist?limit=1").is(200).json().getString("next");
        api().get("/denylist?cursor=" + cursor).is(200);
        api().get("/whitelist?cursor=" + cursor).rejects(400, "this list");
    }

    @Test
    void unsupported_methods_are_rejected() {
        Answer answer = api().post("/settings", "{}").is(405);
        assertThat(answer.header("Allow")).contains("GET").doesNotContain("POST");
        api().delete("/keys").is(405);
        api().send("PATCH", KEY, BodyPublishers.noBody()).is(405);
        api().send("BREW", "/keys", BodyPublishers.noBody()).is(405);
    }

    @Test
    void unsupported_media_types_are_rejected() {
        api().send("GET", "/keys", BodyPublishers.noBody(), "Accept", "text/html")
                .rejects(406, "Accept");
        api().send("GET", "/keys", BodyPublishers.noBody(), "Accept", "///").rejects(400, "Accept");
        api().send("PUT", KEY, BodyPublishers.ofString("{}"), "Content-Type", "text/plain")
                .rejects(415, "Content-Type");
        api().send("PUT", KEY, BodyPublishers.ofString("{}"), "Content-Type", "///")
                .rejects(400, "Content-Type");
    }

    @Test
    void a_body_of_100_MB_is_rejected() {
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> spaces(HUGE));
        api().send("PUT", KEY, chunked, "Content-Type", ManageApi.JSON).rejects(413, "65536");
        BodyPublisher measured = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> spaces(HUGE)), HUGE);
        api().send("POST", "/tokens", measured, "Content-Type", ManageApi.JSON).rejects(413, "65536");
    }

    @Test
    void a_line_of_100_MB_is_skipped() {
        BodyPublisher line = BodyPublishers.ofInputStream(() -> spaces(HUGE));
        Answer answer = api().send("POST", "/keys/import", line, "Content-Type", "text/plain")
                .is(200);
        assertThat(answer.json().getJsonArray("bad_lines").getJsonObject(0).getString("detail"))
                .contains("longer");
    }

    @Test
    void HEAD_is_GET_without_a_body() {
        assertThat(api().send("HEAD", "/keys", BodyPublishers.noBody()).status())
                .isEqualTo(200);
        assertThat(api().send("HEAD", KEY, BodyPublishers.noBody()).status()).isEqualTo(404);
    }

    private static InputStream spaces(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? ' ' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int most) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(most, left);
                Arrays.fill(target, offset, offset + count, (byte) ' ');
                left -= count;
                return count;
            }
        };
    }
}
