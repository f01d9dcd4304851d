package dev.herald.console;

import dev.herald.launcher.HeraldProcess;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The packaged jar and a browser, started once for a test class and its nested classes. */
final class Console implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback {

    /** Has every scope. */
    static final String TOKEN = "the-token-of-the-console-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(null))
            .connectTimeout(PATIENCE)
            .build();

    private final Map<String, String> tokens = new HashMap<>();
    private Browser browser;
    private Path folder;
    private HeraldProcess process;
    private String block = "";

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            browser = Browser.open();
            folder = Files.createTempDirectory(HeraldProcess.jar().getParent(), "console");
            start(HeraldProcess.FREE_PORTS);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().getEnclosingClass() == null) {
            if (process != null) {
                process.close();
            }
            if (browser != null) {
                browser.close();
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser.reset(root());
    }

    private void start(Map<String, String> ports) throws IOException {
        Map<String, String> environment = new HashMap<>(HeraldProcess.FREE_PORTS);
        environment.put("HERALD_API_TOKEN_ADMIN", TOKEN);
        environment.putAll(ports);
        process = HeraldProcess.start(folder, environment, "-Xmx400m", HeraldProcess.COMPILED_ONCE);
        block = process.block();
        if (!block.contains("console")) {
            throw new IllegalStateException("Herald did not start: " + block + process.errors());
        }
    }

    /** Stops the server. */
    void stop() throws Exception {
        process.signal("TERM");
        process.exitCode();
    }

    /** Starts it again on the same operator's port. */
    void startAgain() throws IOException {
        start(Map.of("HERALD_ADMIN_BIND", URI.create(root()).getAuthority()));
    }

    Browser browser() {
        return browser;
    }

    /** URL of the operator's port, without a slash at the end. */
    String root() {
        return HeraldProcess.find(block, "operator  (\\S+)/");
    }

    /** The link to the console in the start message, with the one-time code. */
    String link() {
        return HeraldProcess.find(block, "console   (\\S+)");
    }

    /** Opens the console and signs in by the form. */
    void signIn(String token) {
        browser.go(root() + "/");
        browser.type("API token", token);
        browser.button("Sign in");
        browser.awaitHeading("Overview");
    }

    /** Opens the console with a session, without the form. */
    void enter(String token) {
        HttpResponse<String> started = send(HttpRequest.newBuilder(URI.create(root() + "/manage/v1/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
        String cookie = started.headers().firstValue("Set-Cookie").orElseThrow();
        browser.keepSession(HeraldProcess.find(cookie, "herald_session=([^;]+)"));
        browser.go(root() + "/console/");
        browser.awaitHeading("Overview");
    }

    /** Opens a page of the console by its address. */
    void open(String page, String heading) {
        browser.go(root() + "/console/#/" + page);
        browser.awaitHeading(heading);
        browser.awaitLoaded();
    }

    /** A token with one scope. */
    String token(String scope) {
        return tokens.computeIfAbsent(scope, name -> {
            String body = "{\"label\":\"only " + name + "\",\"scopes\":[\"" + name + "\"]}";
            return HeraldProcess.find(api("POST", "/tokens", body), "\"secret\":\"([^\"]+)\"");
        });
    }

    /** The body of the response of the API; fails if it is an error. */
    String api(String method, String path, String body) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(root() + "/manage/v1" + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        if (response.statusCode() >= 400) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /** Announces a peer over HTTP. */
    String announce(String hash, String peerId, int port, long left) {
        StringBuilder query = new StringBuilder("?info_hash=");
        for (int i = 0; i < hash.length(); i += 2) {
            query.append('%').append(hash, i, i + 2);
        }
        query.append("&peer_id=").append(escaped(peerId));
        query.append("&port=")
                .append(port)
                .append("&uploaded=1&downloaded=2&left=")
                .append(left);
        String announce = HeraldProcess.find(block, HeraldProcess.NETTY_URL);
        return send(HttpRequest.newBuilder(URI.create(announce + query))).body();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("%%%02x", c)));
        return escaped.toString();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Torrents with peers, entries in every list, tokens and a rejection, so that no page is empty. */
    void populate() {
        List<String> clients = List.of("-qB4650-abcdefghijkl", "-TR3000-abcdefghijkl", "-lt0D80-abcdefghijkl");
        for (int torrent = 1; torrent <= 3; torrent++) {
            String hash = hash(torrent);
            for (int peer = 0; peer < clients.size(); peer++) {
                announce(hash, clients.get(peer), 7000 + 10 * torrent + peer, peer < torrent ? 0 : 1 << 20);
            }
        }
        api("PUT", "/whitelist/" + hash(1), "{\"label\":\"Debian 12\",\"note\":\"official\"}");
        api("PUT", "/denylist/" + hash(9), "{\"reason\":\"takedown\"}");
        api("PUT", "/keys/0123456789abcdefKEY1", "{\"label\":\"Ann\",\"valid_until\":\"2099-01-01T00:00:00Z\"}");
        announce(hash(9), clients.get(0), 7001, 0);
        token("read");
    }

    /** An info hash for a number below 100. */
    static String hash(int number) {
        return String.format("%02d", number).repeat(20);
    }
}
