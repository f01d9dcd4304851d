package dev.herald.torrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.conformance.HttpConnection;
import dev.herald.conformance.HttpConnection.Reply;
import dev.herald.launcher.HeraldProcess;
import dev.herald.torrust.Torrust.Mode;
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

/** What Torrust does not limit, and Herald does in the same form. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class LimitsContract {

    @RegisterExtension
    static final Torrust HERALD = Torrust.in(Mode.PUBLIC);

    /** Of one address, by default. */
    private static final int MOST_CONNECTIONS = 256;

    private static final InetAddress GUESSER = address(127, 9, 9, 6);

    private static final int HUNDRED_MEGABYTES = 100_000_000;

    @Test
    void a_thousand_wrong_tokens_are_answered_as_Torrust_does_and_keep_nobody_out() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Callable<Reply>> guesses = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String token = "wrong" + i;
                guesses.add(() -> stats(GUESSER, token));
            }
            for (Future<Reply> reply : threads.invokeAll(guesses)) {
                assertThat(reply.get().body()).isEqualTo("Unhandled rejection: Err { reason: \"token not valid\" }");
                assertThat(reply.get().status()).isEqualTo(500);
                assertThat(reply.get().headers()).containsEntry("content-type", "text/plain; charset=utf-8");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(stats(GUESSER, Torrust.TOKEN).status()).isEqualTo(200);
    }

    @Test
    void a_late_answer_of_Heralds_own_API_is_the_usual_one() throws IOException {
        for (int i = 0; i < 12; i++) {
            Reply reply = ask(GUESSER, "PUT", "/manage/v1/keys/x", "Authorization: Bearer wrong", "Content-Length: 0");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(reply.headers().get("www-authenticate")).contains("invalid_token");
        }
    }

    @Test
    void one_connection_too_many_of_an_address_is_turned_away_and_the_operator_told() throws IOException {
        InetAddress crowd = InetAddress.getByAddress(new byte[] {127, 9, 9, 7});
        int port = HERALD.httpNetty();
        int before = metric("herald_connections_refused_total");
        List<HttpConnection> connections = new ArrayList<>();
        try {
            int turnedAway = 0;
            for (int i = 0; i <= MOST_CONNECTIONS; i++) {
                HttpConnection connection = new HttpConnection(crowd, port);
                connections.add(connection);
                turnedAway += answered(connection) ? 0 : 1;
            }
            assertThat(turnedAway).isEqualTo(1);
            assertThat(metric("herald_connections_refused_total")).isEqualTo(before + 1);
            assertThat(metric("herald_connections_open")).isGreaterThanOrEqualTo(MOST_CONNECTIONS);
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static boolean answered(HttpConnection connection) {
        try {
            return connection.get("/health_check").status() == 200;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Whoever writes a body without an end is told so after the first 64 KB. */
    @Test
    void a_body_of_a_hundred_megabytes_is_refused_before_it_has_come() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), HERALD.api().port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/keys?token=" + Torrust.TOKEN + " HTTP/1.1\r\nHost: localhost\r\n"
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
    void a_path_that_cannot_be_decoded_is_refused_by_the_api_itself(String method, String path, String text)
            throws IOException {
        Reply reply = ask(method, path + "?token=" + Torrust.TOKEN);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith(text);
    }

    @Test
    void ill_formed_headers_are_not_read_where_nothing_depends_on_them() throws IOException {
        Reply reply = ask("POST", "/api/v1/keys?token=" + Torrust.TOKEN, "Content-Type: ;;", "Content-Length: 0");

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.body()).isEqualTo("Expected request with `Content-Type: application/json`");
        assertThat(ask("POST", "/api/v1/key/60?token=" + Torrust.TOKEN, "Content-Type: ;;", "Content-Length: 0")
                        .status())
                .isEqualTo(200);
        assertThat(ask("POST", "/api/v1/keys", "Content-Type: ;;", "Content-Length: 0")
                        .body())
                .isEqualTo("Unhandled rejection: Err { reason: \"unauthorized\" }");
        assertThat(ask("GET", "/api/v1/stats?token=" + Torrust.TOKEN, "Accept: ;;")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void media_types_are_written_as_torrust_writes_them() throws IOException {
        assertThat(ask("GET", "/api/v1/stats").headers()).containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(ask("GET", "/api/v1/stats?format=prometheus&token=" + Torrust.TOKEN)
                        .headers())
                .containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(ask("POST", "/api/v1/key/60?token=" + Torrust.TOKEN, "Content-Length: 0")
                        .headers())
                .containsEntry("content-type", "application/json; charset=utf-8");
        assertThat(ask("GET", "/api/v1/torrents?token=" + Torrust.TOKEN).headers())
                .containsEntry("content-type", "application/json");
    }

    @Test
    void an_answer_has_the_id_of_its_request_or_one_of_its_own() throws IOException {
        assertThat(ask("GET", "/api/health_check", "X-Request-Id: one-of-mine").headers())
                .containsEntry("x-request-id", "one-of-mine");
        String own = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        String first = ask("GET", "/api/v1/stats").headers().get("x-request-id");
        String second = ask("GET", "/api/health_check", "X-Request-Id: " + "x".repeat(129))
                .headers()
                .get("x-request-id");
        assertThat(first).matches(own).isNotEqualTo(second);
        assertThat(second).matches(own);
    }

    @Test
    void a_method_that_a_path_does_not_have_is_refused_without_a_body() throws IOException {
        Reply reply = ask("PUT", "/api/v1/keys?token=" + Torrust.TOKEN, "Content-Length: 0");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers().get("allow")).contains("POST");
        assertThat(reply.body()).isEmpty();
        for (String method : List.of("POST", "DELETE", "PUT")) {
            reply = ask(method, "/api/v1/whitelist/reload?token=" + Torrust.TOKEN, "Content-Length: 0");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.headers().get("allow")).as(method).contains("GET");
        }
    }

    private static int metric(String name) {
        String metrics = HERALD.api().get("/api/v1/metrics?format=prometheus").body();
        return Integer.parseInt(HeraldProcess.find(metrics, "(?m)^" + name + "(?:\\{[^}]*})? (\\d+)"));
    }

    private static Reply stats(InetAddress from, String token) throws IOException {
        try (HttpConnection connection = new HttpConnection(from, HERALD.api().port())) {
            return connection.get("/api/v1/stats?token=" + token);
        }
    }

    private static Reply ask(String method, String target, String... headers) throws IOException {
        return ask(InetAddress.getLoopbackAddress(), method, target, headers);
    }

    private static Reply ask(InetAddress from, String method, String target, String... headers) throws IOException {
        try (HttpConnection connection = new HttpConnection(from, HERALD.api().port())) {
            return connection.ask(method, target, "HTTP/1.1", headers);
        }
    }

    private static InetAddress address(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
