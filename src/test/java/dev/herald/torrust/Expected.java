package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.torrust.Api.Answer;

/** The API responses that Torrust's tests expect, byte for byte. */
final class Expected {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";

    private Expected() {}

    static void ok(Answer answer) {
        assertThat(answer).isEqualTo(new Answer(200, JSON, "{\"status\":\"ok\"}"));
    }

    static void badRequest(Answer answer, String body) {
        assertThat(answer).isEqualTo(new Answer(400, TEXT, body));
    }

    static void invalidInfoHash(Answer answer, String infoHash) {
        badRequest(
                answer,
                "Invalid URL: invalid infohash param: string \"" + infoHash
                        + "\", expected a 40 character long string");
    }

    static void notFound(Answer answer) {
        assertThat(answer).isEqualTo(new Answer(404, "", ""));
    }

    /** A failed request whose reason starts with {@code reason}. */
    static void failure(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.type()).isEqualTo(TEXT);
        assertThat(answer.body())
                .startsWith("Unhandled rejection: Err { reason: \"" + reason)
                .endsWith("\" }");
    }

    static void tokenNotValid(Answer answer) {
        assertThat(answer).isEqualTo(new Answer(500, TEXT, "Unhandled rejection: Err { reason: \"token not valid\" }"));
    }

    static void unauthorized(Answer answer) {
        assertThat(answer).isEqualTo(new Answer(500, TEXT, "Unhandled rejection: Err { reason: \"unauthorized\" }"));
    }

    /** The request is rejected with an invalid token and without a token. */
    static void onlyWithToken(Api api, String method, String path) {
        tokenNotValid(api.withInvalidToken(method, path));
        unauthorized(api.bare(method, path));
    }
}
