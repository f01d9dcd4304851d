package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.clients.Eventually;
import dev.herald.conformance.RawHttpConnection.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public ports serve no admin path, and the admin port serves no tracker path. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class PortRules {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String ANNOUNCE =
            "?info_hash=%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13%14&peer_id=-HE0001-000000000001"
                    + "&port=6881&left=1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/",
                "/health/live",
                "/health/ready",
                "/health/started",
                "/metrics",
                "/metrics/base",
                "/metrics?name=cpu",
                "/openapi",
                "/openapi/",
                "/api-browser",
                "/api-browser/swagger-ui-bundle.js",
                "/api",
                "/api/v1/stats",
                "/manage",
                "/manual/",
                "/manual/index.html",
                "/console",
                "/console/",
                "/console/index.html",
                "/application.wadl",
                "/health;a",
                "/health;a/announce",
                "/health;/announce",
                "/;a/health",
                "//health",
                "///metrics",
                "/./health",
                "/health/.",
                "/x/../health",
                "/announce/../health/ready",
                "/announce/..;a/health",
                "/announce;a/../health",
                "/%68ealth",
                "/%2fhealth",
                "/%2Fmetrics",
                "/health%2fready",
                "/x%2f..%2fhealth",
                "/x/%2e%2e/health",
                "/health%00",
                "/health%3b",
                "/health?/announce",
                "/HEALTH",
                "/\\health",
                "/error",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/index.html",
                "/opentracing",
                "/rest/x",
                "/planted",
                "/planted/health_check",
                "/x;health_check",
                "http://localhost/health",
                "http://localhost//health/ready"
            })
    void public_ports_serve_no_admin_path(String target) throws IOException {
        assertNotFound(ask(DeployedHerald.http(), target));
        Reply reply = ask(DeployedHerald.httpNetty(), target);
        if (reply.status() == 200) {
            // The Netty HTTP frontend reads /health;a/announce as an announce with a key.
            assertThat(reply.body()).startsWith("d14:failure reason").contains("missing query params for announce");
        } else {
            assertNotFound(reply);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/announce",
                "/announce.php",
                "/announce/0123456789abcdef",
                "/0123456789abcdef",
                "/0123456789abcdef/announce",
                "/scrape",
                "/health_check",
                "/announce;a",
                "/announce;a/health",
                "//announce",
                "/./announce",
                "/x/../announce",
                "/health/../announce",
                "/%61nnounce",
                "/manage/announce",
                "/console/announce",
                "/health_check;a",
                "/",
                "/error",
                "/WEB-INF/web.xml",
                "/opentracing",
                "/application.wadl",
                "/planted",
                "http://localhost/announce"
            })
    void admin_port_serves_no_tracker_path(String target) throws IOException {
        assertNotFound(ask(DeployedHerald.admin(), target + ANNOUNCE));
    }

    @Test
    void announce_below_the_api_path_is_rejected_without_a_token() throws IOException {
        Reply reply = ask(DeployedHerald.admin(), "/api/announce" + ANNOUNCE);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("Unhandled rejection: Err { reason: \"unauthorized\" }");
    }

    @Test
    void public_ports_answer_the_health_check() throws IOException {
        assertHealthy(DeployedHerald.http());
        assertHealthy(DeployedHerald.httpNetty());
    }

    private static void assertHealthy(int port) throws IOException {
        Reply reply = ask(port, "/health_check");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"status\":\"Ok\"}");
    }

    @Test
    void admin_port_answers_the_liveness_probe() throws IOException {
        Reply reply = ask(DeployedHerald.admin(), "/health/live");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"status\":\"UP\"");
    }

    @Test
    void readiness_lists_each_frontend() throws Exception {
        Eventually.says("readiness", "200", PortRules::readiness, TIMEOUT);
        Reply reply = ask(DeployedHerald.admin(), "/health/ready");
        assertThat(reply.body())
                .contains("\"udp 127.0.0.1:" + DeployedHerald.udp() + "\":\"answers\"")
                .contains("\"udp [::1]:" + DeployedHerald.udp() + "\":\"answers\"")
                .contains("\"http.netty 127.0.0.1:" + DeployedHerald.httpNetty() + "\":\"answers\"")
                .contains("\"http.netty [::1]:" + DeployedHerald.httpNetty() + "\":\"answers\"")
                .contains("\"http.jaxrs [::]:" + DeployedHerald.http() + "\":\"answers\"");
        assertThat(reply.status()).isEqualTo(200);
    }

    /** Readiness is polled, because a frontend whose first response takes two seconds is down until the next probe. */
    private static String readiness() {
        try {
            return Integer.toString(ask(DeployedHerald.admin(), "/health/ready").status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply ask(int port, String target) throws IOException {
        try (RawHttpConnection connection = new RawHttpConnection(DeployedHerald.loopback(1), port)) {
            return connection.get(target);
        }
    }

    /** 404, or the container's 400 without a body for an invalid path. */
    private static void assertNotFound(Reply reply) {
        assertThat(reply.status()).isIn(404, 400);
        assertThat(reply.body()).isIn("not found\n", "bad request\n", "");
    }
}
