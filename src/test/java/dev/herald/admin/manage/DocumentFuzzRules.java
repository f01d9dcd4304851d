package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.Seeds;
import dev.herald.admin.manage.ManageApi.Answer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Random requests generated from the OpenAPI document: the API accepts what its schemas accept, and rejects what they reject. The
 * client checks that every response is documented.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class DocumentFuzzRules {

    private static final int RUNS = 3;
    private static final int REQUESTS_PER_OPERATION = 25;

    private final ManagedHerald herald;
    private final List<String> made = new ArrayList<>();

    DocumentFuzzRules(ManagedHerald herald) {
        this.herald = herald;
    }

    @Test
    void the_API_accepts_what_the_document_accepts_and_nothing_else() {
        Map<RandomRequest.Validity, Integer> seen = new EnumMap<>(RandomRequest.Validity.class);
        try {
            Seeds.runs(RUNS, random -> askEverything(random, seen));
        } finally {
            made.forEach(herald.api()::delete);
        }
        assertThat(seen.get(RandomRequest.Validity.VALID)).isGreaterThan(100);
        assertThat(seen.get(RandomRequest.Validity.INVALID)).isGreaterThan(100);
    }

    private void askEverything(SplittableRandom random, Map<RandomRequest.Validity, Integer> seen) {
        JsonObject paths = herald.document().json().getJsonObject("paths");
        paths.forEach((template, item) -> item.asJsonObject().forEach((method, operation) -> {
            // Responses to wrong tokens are delayed.
            boolean signsIn = template.equals("/manage/v1/session") && method.equals("post");
            // Only a few are possible at a time.
            boolean watches = template.equals("/manage/v1/watches");
            if (!method.equals("parameters") && !signsIn && !watches) {
                for (int i = 0; i < REQUESTS_PER_OPERATION; i++) {
                    RandomRequest request = RandomRequest.of(
                            herald.document(), template, item.asJsonObject(), operation.asJsonObject(), random);
                    seen.merge(request.validity(), 1, Integer::sum);
                    ask(method.toUpperCase(Locale.ROOT), request);
                }
            }
        }));
    }

    private void ask(String method, RandomRequest request) {
        Answer answer = herald.api()
                .ask(
                        method,
                        request.target(),
                        BodyPublishers.ofString(request.body(), StandardCharsets.ISO_8859_1),
                        request.headers().toArray(String[]::new));
        remember(request, answer);
        String what = method + " " + request + " -> " + answer.status() + " " + answer.body();
        if (answer.status() >= 500) {
            // Torrust's status for a change that fails.
            assertThat(request.target()).as(what).startsWith("/api/");
            assertThat(answer.body()).as(what).containsPattern("there is no such key|the key exists already");
            return;
        }
        switch (request.validity()) {
            case VALID -> {
                if (answer.status() >= 400 && !isNoMatterOfSchema(answer)) {
                    assertThat(answer.status()).as(what).isIn(404, 409);
                }
            }
            case INVALID -> assertThat(answer.status()).as(what).isBetween(400, 499);
            case UNKNOWN -> {}
        }
    }

    /** The document cannot describe valid cursors, nor that a body must have the id of the path. */
    private static boolean isNoMatterOfSchema(Answer answer) {
        return answer.body().contains("The cursor does not belong to this list")
                || answer.body().contains("must be the one in the path");
    }

    /** Other tests expect the lists unchanged. */
    private void remember(RandomRequest request, Answer answer) {
        if (answer.status() == 201) {
            made.add(answer.header("Location").replaceFirst(".*/manage/v1", ""));
        } else if (answer.status() == 200 && request.target().matches("/api/v1/keys?[/?].*|/api/v1/keys")) {
            JsonValue body = ManageApi.parse(answer.body());
            if (body.asJsonObject().containsKey("key")) {
                made.add("/keys/" + body.asJsonObject().getString("key"));
            }
        } else if (answer.status() == 200 && request.target().matches("/api/v1/whitelist/[0-9a-fA-F]{40}.*")) {
            made.add("/whitelist/"
                    + request.target().substring("/api/v1/whitelist/".length()).substring(0, 40));
        }
    }
}
