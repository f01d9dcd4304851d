package dev.herald.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.launcher.ServerRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the manual for Payara Server, in order. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class PayaraServerIT {

    private static final String WAR = System.getProperty("herald.war");
    private static final String TOKEN = "token-of-the-administrator";
    private static final String LISTED = "6161616161616161616161616161616161616161";
    private static final String ANNOUNCE =
            "announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-aaaaaaaaaaaa&left=1&port=";
    private static final List<String> THREADS = List.of("herald-");
    private static final int REQUESTS = 50;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private PayaraServer server;

    @Test
    void WAR_is_deployed_restarted_redeployed_undeployed_and_deployed_again() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HERALD_DATA_DIR", folder.resolve("data").toString(),
                "HERALD_UDP_BIND", "127.0.0.1:0",
                "HERALD_HTTP_NETTY_BIND", "127.0.0.1:0",
                "HERALD_HTTP_JAXRS_BIND", "[::]:HTTP_PORT",
                "HERALD_ADMIN_BIND", "127.0.0.1:ADMIN_PORT",
                "HERALD_API_TOKEN_ADMIN", TOKEN));
        try (PayaraServer started = PayaraServer.start(folder, environment)) {
            server = started;
            server.run(
                    "create-http-listener",
                    "--listeneraddress",
                    "127.0.0.1",
                    "--listenerport",
                    Integer.toString(server.adminPort()),
                    "--defaultvs",
                    "server",
                    "operator");

            server.run("deploy", "--contextroot", "/", "--name", "herald", WAR);
            servesOnEveryPort();
            assertThat(api("PUT", "manage/v1/whitelist/" + LISTED)).isIn(200, 201, 204);

            assertThat(server.rejected("deploy", "--contextroot", "/second", "--name", "second", WAR))
                    .contains("another Herald is deployed in this server");
            servesOnEveryPort();

            server.domain("restart-domain");
            servesOnEveryPort();
            assertThat(api("GET", "manage/v1/whitelist/" + LISTED)).isEqualTo(200);

            server.run("deploy", "--force=true", "--contextroot", "/", "--name", "herald", WAR);
            servesOnEveryPort();
            List<InetSocketAddress> bound = List.of(address("udp"), address("http.netty"));

            server.run("undeploy", "herald");
            assertFree(bound);
            awaitNoThreads();

            server.run("deploy", "--contextroot", "/", "--name", "herald", WAR);
            servesOnEveryPort();
            server.run("undeploy", "herald");
            // Two of the three class loaders may remain: a thread object references the first, which has loaded H2, and
            // the timer of the container's connection pools references the last for five minutes.
            Eventually.says(
                    "at most two class loaders with classes of Herald", "true", () -> "" + (loaders() <= 2), TIMEOUT);
            assertThat(server.log()).doesNotContain("created a ThreadLocal");
        }
    }

    private void servesOnEveryPort() throws Exception {
        String http = "http://127.0.0.1:" + server.httpPort() + "/";
        Eventually.says("the container's listener", "200", () -> status(http + "health_check"), TIMEOUT);
        assertThat(ServerRequests.udpConnect("udp://127.0.0.1:" + address("udp").getPort()))
                .isTrue();
        assertThat(ServerRequests.http(
                        "http://127.0.0.1:" + address("http.netty").getPort() + "/" + ANNOUNCE + 6881))
                .startsWith("200 d8:complete");
        assertThat(ServerRequests.http(http + ANNOUNCE + 6882)).startsWith("200 d8:complete");
        assertThat(status(http + "health/ready")).isEqualTo("404");
        assertThat(status("http://127.0.0.1:" + server.adminPort() + "/metrics"))
                .isEqualTo("401");
        assertThat(status("http://127.0.0.1:" + server.adminPort() + "/metrics/base"))
                .isEqualTo("404");
        assertThat(status("http://127.0.0.1:" + server.adminPort() + "/" + ANNOUNCE + 6883))
                .isEqualTo("404");
        assertThat(api("GET", "manage/v1/torrents")).isEqualTo(200);
    }

    /** The address of a frontend, as reported by readiness. */
    private InetSocketAddress address(String frontend) throws Exception {
        String ready = ServerRequests.http("http://127.0.0.1:" + server.adminPort() + "/health/ready");
        Matcher matcher =
                Pattern.compile("\"" + frontend + " 127\\.0\\.0\\.1:(\\d+)\"").matcher(ready);
        assertThat(matcher.find()).as(ready).isTrue();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1)));
    }

    private int api(String method, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + "/" + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static String status(String url) {
        try {
            return ServerRequests.http(url).split(" ", 2)[0];
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Counts the class loaders. Each server thread and each connection references objects of its last request, so all threads
     * first get new requests, on connections that are closed.
     */
    private int loaders() {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                for (int port : List.of(server.httpPort(), server.adminPort())) {
                    URL url = new URL("http", "127.0.0.1", port, "/announce");
                    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
                    connection.setRequestProperty("Connection", "close");
                    assertThat(connection.getResponseCode()).isEqualTo(404);
                    connection.disconnect();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server.heraldLoaders();
    }

    private static void assertFree(List<InetSocketAddress> addresses) throws IOException {
        for (InetSocketAddress address : addresses) {
            try (ServerSocket tcp = new ServerSocket();
                    DatagramSocket udp = new DatagramSocket(address)) {
                tcp.setReuseAddress(true);
                tcp.bind(address);
                assertThat(udp.isBound() && tcp.isBound()).isTrue();
            }
        }
    }

    private void awaitNoThreads() throws InterruptedException {
        Eventually.says("threads of Herald", "[]", this::threads, TIMEOUT);
    }

    private String threads() {
        try {
            return server.threads().stream()
                    .filter(name -> THREADS.stream().anyMatch(name::startsWith))
                    .toList()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
