package dev.herald.admin.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.RawHttpConnection;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of the API.
 *
 * @param root URL of the operator's port, without a slash at the end
 * @param token the token of the header; empty for none
 * @param document the document that every response is compared with
 */
record ManageApi(String root, String token, ApiDocument document) {

    static final String JSON = "application/json";

    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .connectTimeout(PATIENCE)
            .build();

    /** A response. */
    record Answer(int status, HttpHeaders headers, String body) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        JsonObject json() {
            return parse(body).asJsonObject();
        }

        List<JsonObject> items() {
            return json().getJsonArray("items").getValuesAs(JsonObject.class);
        }

        /** Asserts the status, and a problem document if it is an error. */
        Answer is(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            if (expected >= 400) {
                assertThat(header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(json().getInt("status")).isEqualTo(expected);
                assertThat(json().getString("title")).isNotBlank();
                assertThat(json().getString("detail")).isNotBlank();
            }
            assertThat(header("Cache-Control")).isEqualTo("no-store");
            return this;
        }

        /** Asserts the status and the text of Torrust's API. */
        void says(int expected, String text) {
            assertThat(body).isEqualTo(text);
            assertThat(status).isEqualTo(expected);
            assertThat(header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }

        /** Asserts an error whose detail contains {@code words}. */
        void rejects(int expected, String words) {
            assertThat(is(expected).json().getString("detail")).contains(words);
        }
    }

    ManageApi with(String otherToken) {
        return new ManageApi(root, otherToken, document);
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json), "Content-Type", JSON);
    }

    Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", JSON);
    }

    /** A request to a path below {@code /manage/v1}, with names and values of headers. */
    Answer send(String method, String path, BodyPublisher body, String... headers) {
        return ask(method, "/manage/v1" + path, body, headers);
    }

    /** A request to any path. */
    Answer ask(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        Answer answer = send(request.build());
        if (!method.equals("HEAD")) {
            document.requireDescribed(method, path.replaceAll("[?].*", ""), answer);
        }
        return answer;
    }

    /** A request without a body from a unique address, because many wrong tokens from one are delayed. */
    Answer askFromElsewhere(String method, String path) {
        int client = CLIENTS.incrementAndGet();
        byte[] address = {127, 88, (byte) (client >> 8), (byte) client};
        try (RawHttpConnection connection = new RawHttpConnection(
                InetAddress.getByAddress(address), URI.create(root).getPort())) {
            RawHttpConnection.Reply reply =
                    connection.ask(method, path, "HTTP/1.1", "Authorization: Bearer " + token, "Content-Length: 0");
            Map<String, List<String>> headers = new HashMap<>();
            reply.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            Answer answer = new Answer(reply.status(), HttpHeaders.of(headers, (name, value) -> true), reply.body());
            document.requireDescribed(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resource at a URL, without a token. */
    static Answer fetch(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        return send(headers.length > 0 ? request.headers(headers).build() : request.build());
    }

    static JsonValue parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, FirstEvent::orBody);
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
