package dev.herald.durability;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A client of the Torrust-compatible API and of the management API, with its own connection. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String NOTHING = "";
    private static final List<String> SUMMED = List.of("seeders", "leechers", "completed");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .connectTimeout(TIMEOUT)
            .build();
    private final String root;
    private final String token;

    /** Connects to the operator port at {@code root}, a URL without a trailing slash. */
    ApiClient(String root) {
        this(root, Server.TOKEN);
    }

    private ApiClient(String root, String token) {
        this.root = root;
        this.token = token;
    }

    /** The same client with another token. */
    ApiClient with(String other) {
        return new ApiClient(root, other);
    }

    /** The same client without a token. */
    ApiClient withoutToken() {
        return with(NOTHING);
    }

    /**
     * A response.
     *
     * @param type the media type without parameters
     * @param took time from the request to the end of the response
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

    /** Adds an entry through the management API; {@code list} is the list's name in its paths. */
    Answer put(String list, String id) throws IOException {
        return put(list, id, "durable");
    }

    Answer put(String list, String id, String note) throws IOException {
        return send("PUT", "/manage/v1/" + list + "/" + id, "{\"note\":\"" + note + "\"}");
    }

    /** Adds a key with an expiry time. */
    Answer putKey(String key, Instant validUntil) throws IOException {
        return send("PUT", "/manage/v1/keys/" + key, "{\"valid_until\":\"" + validUntil + "\"}");
    }

    Answer delete(String list, String id) throws IOException {
        return send("DELETE", "/manage/v1/" + list + "/" + id, NOTHING);
    }

    /** The ids of all entries of a list in the database. */
    Set<String> ids(String list) throws IOException {
        Answer answer = send("GET", "/manage/v1/" + list + "/export", NOTHING);
        if (!answer.ok()) {
            throw new AssertionError(answer.toString());
        }
        return answer.body().lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
    }

    /** Imports entries with notes of 2000 characters each. */
    void importNotes(String list, int entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < entries; i++) {
            lines.append("{\"hash\":\"%040x\",\"note\":\"%s\"}\n".formatted(i, "n".repeat(2000)));
        }
        Answer answer = send("POST", "/manage/v1/" + list + "/import", "application/x-ndjson", lines.toString());
        if (!answer.ok()) {
            throw new AssertionError(answer.toString());
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, NOTHING);
    }

    int port() {
        return URI.create(root).getPort();
    }

    /** The sums of seeders, leechers and downloads over the list of all torrents. */
    long[] sumsOfTorrents() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/api/v1/torrents?limit=4294967295"))
                .header("Authorization", "Bearer " + token)
                .build();
        long[] sums = new long[SUMMED.size()];
        try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
                JsonParser json = Json.createParser(body)) {
            while (json.hasNext()) {
                int figure = json.next() == JsonParser.Event.KEY_NAME ? SUMMED.indexOf(json.getString()) : -1;
                if (figure >= 0) {
                    json.next();
                    sums[figure] += json.getLong();
                }
            }
            return sums;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Answer send(String method, String path, String json) throws IOException {
        return send(method, path, "application/json", json);
    }

    private Answer send(String method, String path, String type, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(TIMEOUT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
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
