package dev.herald.torrust;

import dev.herald.conformance.RawHttpConnection;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client of the REST API.
 *
 * @param port the admin port
 * @param token the API token
 */
record Api(int port, String token) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();

    /** The response. */
    record Answer(int status, String type, String body) {}

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Adds a key. */
    Answer postKey(String json) {
        return send("POST", "/api/v1/keys", BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Sends a request without a token in the query. */
    Answer bare(String method, String path, String... headers) {
        return exchange(method, path, BodyPublishers.noBody(), headers);
    }

    /** Sends an invalid token, from a random address because repeated authentication failures delay the response. */
    Answer withInvalidToken(String method, String path) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] address = {127, (byte) random.nextInt(1, 255), (byte) random.nextInt(255), (byte) random.nextInt(1, 255)
        };
        try (RawHttpConnection connection = new RawHttpConnection(InetAddress.getByAddress(address), port)) {
            RawHttpConnection.Reply reply =
                    connection.ask(method, path + "?token=INVALID%20TOKEN", "HTTP/1.1", "Content-Length: 0");
            return new Answer(reply.status(), reply.headers().getOrDefault("content-type", ""), reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of one field of the statistics. */
    long stat(String name) {
        return Json.createReader(new StringReader(get("/api/v1/stats").body()))
                .readObject()
                .getJsonNumber(name)
                .longValueExact();
    }

    private Answer send(String method, String path, BodyPublisher body, String... headers) {
        return exchange(method, path + (path.contains("?") ? "&" : "?") + "token=" + token, body, headers);
    }

    private Answer exchange(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
