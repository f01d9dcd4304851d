package dev.herald.admin.torrust;

import dev.herald.admin.ApiException;
import dev.herald.admin.auth.QueryString;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.registry.Scope;
import dev.herald.swarm.Swarms;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of the tracker, as JSON or as text for Prometheus. */
@Path("v1")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class StatsResource {

    private final Stats stats;
    private final RequestMetrics requests;
    private final Swarms swarms;

    @Inject
    StatsResource(Metrics metrics, OpenSockets sockets, Swarms swarms, Certificates certificates) {
        this.stats = new Stats(metrics, swarms);
        this.requests = new RequestMetrics(metrics, new SocketLabels(sockets), certificates);
        this.swarms = swarms;
    }

    @GET
    @Path("stats")
    public Response stats(@Context HttpServletRequest request) {
        Map<String, Long> figures = stats.now();
        if (isPrometheus(request)) {
            return Responses.text(figures.entrySet().stream()
                    .map(figure -> figure.getKey() + " " + figure.getValue() + "\n")
                    .collect(Collectors.joining()));
        }
        JsonObjectBuilder object = Json.createObjectBuilder();
        figures.forEach(object::add);
        return Responses.json(object.build().toString());
    }

    @GET
    @Path("metrics")
    public Response metrics(@Context HttpServletRequest request) {
        List<Metric> metrics = new ArrayList<>(SwarmMetrics.now(swarms, swarms.keepsDownloads()));
        metrics.addAll(requests.now());
        return isPrometheus(request)
                ? Responses.text(MetricFormats.prometheus(metrics))
                : Responses.json(MetricFormats.json(metrics));
    }

    private static boolean isPrometheus(HttpServletRequest request) {
        String format = QueryString.of(request).first("format").orElse("json");
        return switch (format) {
            case "json", "" -> false;
            case "prometheus" -> true;
            default ->
                throw ApiException.of(
                        400,
                        "Failed to deserialize query string: unknown variant `" + format
                                + "`, expected `json` or `prometheus`");
        };
    }
}
