package dev.herald.durability;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** A client of both APIs, with a connection of its own. */
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTHING = "";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .connectTimeout(PATIENCE)
            .build();
    private final String root;

    /** Speaks to the operator's port at {@code root}, which does not end in a slash. */
    Api(String root) {
        this.root = root;
    }

    /**
     * What came back.
     *
     * @param type the media type without parameters
     * @param took from the request to the whole answer
     */
    record Answer(int status, String type, String body, Duration took) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    Answer postKey(String key) throws IOException {
        return send("POST", "/api/v1/keys", "{\"key\":\"" + key + "\",\"seconds_valid\":null}");
    }

    Answer deleteKey(String key) throws IOException {
        return send("DELETE", "/api/v1/key/" + key, NOTHING);
    }

    Answer postHash(String hash) throws IOException {
        return send("POST", "/api/v1/whitelist/" + hash, NOTHING);
    }

    /** By Herald's own API; {@code list} is its name there. */
    Answer put(String list, String id) throws IOException {
        return send("PUT", "/manage/v1/" + list + "/" + id, "{\"note\":\"durable\"}");
    }

    /** One that is valid until then. */
    Answer putKey(String key, Instant validUntil) throws IOException {
        return send("PUT", "/manage/v1/keys/" + key, "{\"valid_until\":\"" + validUntil + "\"}");
    }

    Answer delete(String list, String id) throws IOException {
        return send("DELETE", "/manage/v1/" + list + "/" + id, NOTHING);
    }

    /** Every id of a list in the database. */
    Set<String> ids(String list) throws IOException {
        Answer answer = send("GET", "/manage/v1/" + list + "/export", NOTHING);
        if (!answer.ok()) {
            throw new AssertionError(answer.toString());
        }
        return answer.body().lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
    }

    Answer get(String path) throws IOException {
        return send("GET", path, NOTHING);
    }

    private Answer send(String method, String path, String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Server.TOKEN)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""),
                    answer.body(),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
