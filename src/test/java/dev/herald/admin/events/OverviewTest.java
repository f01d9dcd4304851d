package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.access.AccessSettings;
import dev.herald.admin.health.HealthReport;
import dev.herald.admin.health.HealthReport.Check;
import dev.herald.admin.health.HealthReport.Remark;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.metrics.PeriodicTasks;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class OverviewTest {

    private static final long SECOND = 1_796_126_400;
    private static final Sample SAMPLE = new Sample(
            SECOND,
            Map.of(
                    "seeders", 3.0,
                    "leechers", 1.0,
                    "cpu", 0.25,
                    "announces.udp.ipv4", 1 / 3.0,
                    "p99.udp", 0.000004,
                    "connections.http.netty", 12.0,
                    "dropped_datagrams_total", 9.0));

    private final OpenSockets sockets = new OpenSockets();
    private final Certificates certificates = new Certificates(new PeriodicTasks());

    private JsonObject json(HealthReport health) {
        ServerInfo server = new ServerInfo(
                "1.2.3", SECOND - 5, 7, new AccessSettings(true, false, true), socket -> "udp://tracker/announce");
        return new Overview(server, sockets, certificates).json(SAMPLE, health);
    }

    private static HealthReport healthy() {
        return new HealthReport(List.of(), Map.of(), "");
    }

    @Test
    void figures_of_the_sample_are_shown() {
        JsonObject json = json(healthy());
        assertThat(json.getString("time")).isEqualTo("2026-12-01T12:00:00Z");
        assertThat(json.getString("version")).isEqualTo("1.2.3");
        assertThat(json.getInt("uptime_seconds")).isEqualTo(5);
        assertThat(json.getString("status")).isEqualTo("up");
        assertThat(json.getJsonObject("swarm"))
                .hasToString("{\"torrents\":0,\"seeders\":3,\"leechers\":1,\"peers\":4,\"completed\":0}");
        assertThat(json.getJsonObject("memory").getInt("stored_max")).isEqualTo(7);
        assertThat(json.getJsonArray("rates").get(0))
                .hasToString("{\"frontend\":\"udp\",\"family\":\"ipv4\",\"connects\":0.0,\"announces\":0.333333,"
                        + "\"scrapes\":0.0,\"rejections\":0.0}");
        assertThat(json.getJsonArray("connections")).hasToString("[{\"frontend\":\"http.netty\",\"open\":12}]");
        assertThat(json.getInt("dropped_datagrams")).isEqualTo(9);
        assertThat(json.getJsonObject("mode")).hasToString("{\"private\":true,\"listed\":false}");
    }

    @Test
    void percentiles_of_a_frontend_without_timed_answers_are_absent() {
        assertThat(json(healthy()).getJsonArray("answers").getValuesAs(JsonObject.class))
                .extracting(JsonObject::keySet)
                .first()
                .satisfies(members -> assertThat(members).containsExactly("frontend", "p99"));
        assertThat(json(healthy()).getJsonArray("answers").get(1)).hasToString("{\"frontend\":\"http.jaxrs\"}");
    }

    @Test
    void problems_are_shown_with_what_to_do() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);
        sockets.opened(new OpenSocket(Frontend.UDP, "udp", "udp 127.0.0.1:6969", address, ignored -> ""));
        certificates.of("http.netty").used(SECOND);
        Check check = new Check("frontends", false, Map.of(), List.of(new Remark("It is down.", "Start it.")));
        JsonObject json = json(new HealthReport(List.of(check), Map.of("udp 127.0.0.1:6969", "no answer"), "away"));
        assertThat(json.getString("status")).isEqualTo("down");
        assertThat(json.getJsonArray("remarks"))
                .hasToString("[{\"check\":\"frontends\",\"text\":\"It is down.\",\"action\":\"Start it.\"}]");
        assertThat(json.getJsonArray("listeners"))
                .hasToString("[{\"name\":\"udp 127.0.0.1:6969\",\"frontend\":\"udp\",\"announce\":"
                        + "\"udp://tracker/announce\",\"status\":\"down\",\"problem\":\"no answer\"}]");
        assertThat(json.getJsonObject("database")).hasToString("{\"status\":\"down\",\"text\":\"away\"}");
        assertThat(json.getJsonArray("certificates"))
                .hasToString("[{\"name\":\"http.netty\",\"expires\":\"2026-12-01T12:00:00Z\",\"status\":\"down\"}]");
    }
}
