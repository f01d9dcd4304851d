package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.RawHttpConnection;
import dev.herald.conformance.RawHttpConnection.Reply;
import dev.herald.launcher.HeraldProcess;
import dev.herald.torrust.HeraldExtension.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits that Torrust does not have; the responses have the format of Torrust. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class LimitsContract {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    /** The default maximum for one address. */
    private static final int MAX_CONNECTIONS = 256;

    private static final InetAddress CLIENT = address(127, 9, 9, 6);

    private static final int HUNDRED_MEGABYTES = 100_000_000;

    @Test
    void a_thousand_invalid_tokens_are_rejected_and_a_valid_token_is_still_accepted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Callable<Reply>> requests = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String token = "wrong" + i;
                requests.add(() -> stats(CLIENT, token));
            }
            for (Future<Reply> reply : threads.invokeAll(requests)) {
                assertThat(reply.get().body()).isEqualTo("Unhandled rejection: Err { reason: \"token not valid\" }");
                assertThat(reply.get().status()).isEqualTo(500);
                assertThat(reply.get().headers()).containsEntry("content-type", "text/plain; charset=utf-8");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stats(CLIENT, HeraldExtension.TOKEN).status()).isEqualTo(200);
    }

    @Test
    void repeated_invalid_tokens_get_401_from_the_management_api() throws IOException {
        for (int i = 0; i < 12; i++) {
            Reply reply = ask(CLIENT, "PUT", "/manage/v1/keys/x", "Authorization: Bearer wrong", "Content-Length: 0");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(reply.headers().get("www-authenticate")).contains("invalid_token");
        }
    }

    @Test
    void connection_above_the_limit_of_an_address_is_refused_and_counted() throws IOException {
        InetAddress client = InetAddress.getByAddress(new byte[] {127, 9, 9, 7});
        int port = HERALD.httpNetty();
        int before = metric("herald_connections_refused_total");
        List<RawHttpConnection> connections = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i <= MAX_CONNECTIONS; i++) {
                RawHttpConnection connection = new RawHttpConnection(client, port);
                connections.add(connection);
                refused += answered(connection) ? 0 : 1;
            }
            assertThat(refused).isEqualTo(1);
            assertThat(metric("herald_connections_refused_total")).isEqualTo(before + 1);
            assertThat(metric("herald_connections_open")).isGreaterThanOrEqualTo(MAX_CONNECTIONS);
        } finally {
            for (RawHttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static boolean answered(RawHttpConnection connection) {
        try {
            return connection.get("/health_check").status() == 200;
        } catch (IOException closed) {
            return false;
        }
    }

    /** The response is sent after the first 64 KB of the body. */
    @Test
    void body_of_100_megabytes_is_rejected_before_it_is_read() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), HERALD.api().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/keys?token=" + HeraldExtension.TOKEN + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + HUNDRED_MEGABYTES + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[100_000]);
            InputStream in = socket.getInputStream();
            String begin = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(begin).isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/v1/whitelist/%zz,Invalid URL: invalid infohash param: string \"%zz\"",
        "DELETE,/api/v1/key/%,Invalid auth key id param \"%\"",
        "DELETE,/api/v1/key/%ff%fe,Invalid auth key id param \"%ff%fe\"",
        "GET,/api/v1/torrent/%00,Invalid URL: invalid infohash param: string \"%00\"",
        "GET,/api/v1/torrent/a%2fb,Invalid URL: invalid infohash param: string \"a/b\""
    })
    void path_that_cannot_be_decoded_is_rejected_by_the_api(String method, String path, String text)
            throws IOException {
        Reply reply = ask(method, path + "?token=" + HeraldExtension.TOKEN);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith(text);
    }

    @Test
    void invalid_header_is_ignored_where_it_is_not_used() throws IOException {
        Reply reply =
                ask("POST", "/api/v1/keys?token=" + HeraldExtension.TOKEN, "Content-Type: ;;", "Content-Length: 0");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.body()).isEqualTo("Expected request with `Content-Type: application/json`");
        assertThat(ask("POST", "/api/v1/key/60?token=" + HeraldExtension.TOKEN, "Content-Type: ;;", "Content-Length: 0")
                        .status())
                .isEqualTo(200);
        assertThat(ask("POST", "/api/v1/keys", "Content-Type: ;;", "Content-Length: 0")
                        .body())
                .isEqualTo("Unhandled rejection: Err { reason: \"unauthorized\" }");
        assertThat(ask("GET", "/api/v1/stats?token=" + HeraldExtension.TOKEN, "Accept: ;;")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void content_types_are_those_of_Torrust() throws IOException {
        assertThat(ask("GET", "/api/v1/stats").headers()).containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(ask("GET", "/api/v1/stats?format=prometheus&token=" + HeraldExtension.TOKEN)
                        .headers())
                .containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(ask("POST", "/api/v1/key/60?token=" + HeraldExtension.TOKEN, "Content-Length: 0")
                        .headers())
                .containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(ask("GET", "/api/v1/torrents?token=" + HeraldExtension.TOKEN).headers())
                .containsEntry("content-type", "application/json");
    }

    @Test
    void response_has_the_request_id_of_the_request_or_a_generated_one() throws IOException {
        assertThat(ask("GET", "/api/health_check", "X-Request-Id: one-of-mine").headers())
                .containsEntry("x-request-id", "one-of-mine");
        String generated = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        String first = ask("GET", "/api/v1/stats").headers().get("x-request-id");
        String second = ask("GET", "/api/health_check", "X-Request-Id: " + "x".repeat(129))
                .headers()
                .get("x-request-id");
        assertThat(first).matches(generated).isNotEqualTo(second);
        assertThat(second).matches(generated);
    }

    @Test
    void unsupported_method_is_rejected_without_a_body() throws IOException {
        Reply reply = ask("PUT", "/api/v1/keys?token=" + HeraldExtension.TOKEN, "Content-Length: 0");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers().get("allow")).contains("POST");
        assertThat(reply.body()).isEmpty();
        for (String method : List.of("POST", "DELETE", "PUT")) {
            reply = ask(method, "/api/v1/whitelist/reload?token=" + HeraldExtension.TOKEN, "Content-Length: 0");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.headers().get("allow")).as(method).contains("GET");
        }
    }

    private static int metric(String name) {
        String metrics = HERALD.api().get("/api/v1/metrics?format=prometheus").body();
        return Integer.parseInt(HeraldProcess.find(metrics, "(?m)^" + name + "(?:\\{[^}]*})? (\\d+)"));
    }

    private static Reply stats(InetAddress from, String token) throws IOException {
        try (RawHttpConnection connection =
                new RawHttpConnection(from, HERALD.api().port())) {
            return connection.get("/api/v1/stats?token=" + token);
        }
    }

    private static Reply ask(String method, String target, String... headers) throws IOException {
        return ask(InetAddress.getLoopbackAddress(), method, target, headers);
    }

    private static Reply ask(InetAddress from, String method, String target, String... headers) throws IOException {
        try (RawHttpConnection connection =
                new RawHttpConnection(from, HERALD.api().port())) {
            return connection.ask(method, target, "HTTP/1.1", headers);
        }
    }

    private static InetAddress address(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("invalid address length", e);
        }
    }
}
