package dev.herald.admin.events;

import dev.herald.admin.health.HealthReport;
import dev.herald.admin.health.HealthReport.Check;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;

/** The state of the tracker in one JSON object, of a sample and a health report. */
public final class Overview {

    private static final String UP = "up";
    private static final String DOWN = "down";
    private static final String STATUS = "status";
    private static final double DECIMALS = 1e6;

    private final ServerInfo server;
    private final OpenSockets sockets;
    private final Certificates certificates;

    /** Reads nothing yet. */
    public Overview(ServerInfo server, OpenSockets sockets, Certificates certificates) {
        this.server = server;
        this.sockets = sockets;
        this.certificates = certificates;
    }

    /** The object. Values that are unknown are absent. */
    public JsonObject json(Sample sample, HealthReport health) {
        return Json.createObjectBuilder()
                .add("time", Instant.ofEpochSecond(sample.second()).toString())
                .add("version", server.version())
                .add("uptime_seconds", Math.max(0, sample.second() - server.started()))
                .add(STATUS, health.up() ? UP : DOWN)
                .add("remarks", remarks(health))
                .add("swarm", swarm(sample))
                .add("memory", memory(sample))
                .add("cpu", decimal(Math.min(1, sample.value(Figures.CPU))))
                .add("rates", rates(sample))
                .add("answers", answers(sample))
                .add(Figures.DROPPED, sample.whole(Figures.DROPPED_TOTAL))
                .add("connections", connections(sample))
                .add("listeners", listeners(health))
                .add(
                        "database",
                        Json.createObjectBuilder()
                                .add(STATUS, status(health.databaseProblem()))
                                .add("text", health.databaseProblem()))
                .add("certificates", certificates(sample.second()))
                .add(
                        "mode",
                        Json.createObjectBuilder()
                                .add("private", server.access().isPrivate())
                                .add("listed", server.access().listed()))
                .build();
    }

    private static String status(String problem) {
        return problem.isEmpty() ? UP : DOWN;
    }

    /** Without the noise of binary fractions. */
    private static double decimal(double value) {
        return Double.isNaN(value) ? 0 : Math.round(value * DECIMALS) / DECIMALS;
    }

    private static JsonArrayBuilder remarks(HealthReport health) {
        JsonArrayBuilder remarks = Json.createArrayBuilder();
        for (Check check : health.checks()) {
            check.remarks()
                    .forEach(remark -> remarks.add(Json.createObjectBuilder()
                            .add("check", check.name())
                            .add("text", remark.text())
                            .add("action", remark.action())));
        }
        return remarks;
    }

    private static JsonObjectBuilder swarm(Sample sample) {
        return Json.createObjectBuilder()
                .add("torrents", sample.whole("torrents"))
                .add("seeders", sample.whole("seeders"))
                .add("leechers", sample.whole("leechers"))
                .add("peers", sample.whole("seeders") + sample.whole("leechers"))
                .add("completed", sample.whole("completed"));
    }

    private JsonObjectBuilder memory(Sample sample) {
        return Json.createObjectBuilder()
                .add("heap_used", sample.whole("heap_used"))
                .add("heap_max", Runtime.getRuntime().maxMemory())
                .add("stored", sample.whole(Figures.STORED))
                .add("stored_max", server.maxPeers());
    }

    private static JsonArrayBuilder rates(Sample sample) {
        JsonArrayBuilder rates = Json.createArrayBuilder();
        for (Frontend frontend : Frontend.values()) {
            for (Family family : Family.values()) {
                JsonObjectBuilder rate = Json.createObjectBuilder()
                        .add("frontend", frontend.label())
                        .add("family", family.label());
                for (String figure : Figures.RATES) {
                    rate.add(figure, decimal(sample.value(Figures.name(figure, frontend, family))));
                }
                rates.add(rate);
            }
        }
        return rates;
    }

    private static JsonArrayBuilder answers(Sample sample) {
        JsonArrayBuilder answers = Json.createArrayBuilder();
        for (Frontend frontend : Frontend.values()) {
            JsonObjectBuilder answer = Json.createObjectBuilder().add("frontend", frontend.label());
            for (String quantile : Figures.QUANTILES.keySet()) {
                double seconds = sample.value(Figures.name(quantile, frontend));
                if (!Double.isNaN(seconds)) {
                    answer.add(quantile, seconds);
                }
            }
            answers.add(answer);
        }
        return answers;
    }

    private static JsonArrayBuilder connections(Sample sample) {
        JsonArrayBuilder connections = Json.createArrayBuilder();
        for (Frontend frontend : Frontend.values()) {
            double open = sample.value(Figures.name("connections", frontend));
            if (!Double.isNaN(open)) {
                connections.add(Json.createObjectBuilder()
                        .add("frontend", frontend.label())
                        .add("open", Math.round(open)));
            }
        }
        return connections;
    }

    private JsonArrayBuilder listeners(HealthReport health) {
        JsonArrayBuilder listeners = Json.createArrayBuilder();
        for (OpenSocket socket : sockets.open()) {
            String problem = health.frontendProblems().getOrDefault(socket.name(), "");
            listeners.add(Json.createObjectBuilder()
                    .add("name", socket.name())
                    .add("frontend", socket.frontend().label())
                    .add("announce", server.announceUrl().apply(socket))
                    .add(STATUS, status(problem))
                    .add("problem", problem));
        }
        return listeners;
    }

    private JsonArrayBuilder certificates(long second) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Certificates.State state : certificates.all()) {
            JsonObjectBuilder certificate = Json.createObjectBuilder().add("name", state.frontend());
            if (state.expires() != 0) {
                certificate.add(
                        "expires", Instant.ofEpochSecond(state.expires()).toString());
            }
            all.add(certificate.add(STATUS, status(state.complaint(second))));
        }
        return all;
    }
}
