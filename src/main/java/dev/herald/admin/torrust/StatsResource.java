package dev.herald.admin.torrust;

import dev.herald.admin.auth.QueryString;
import dev.herald.admin.auth.RequiresScope;
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
import java.util.Objects;
import java.util.stream.Collectors;

/** The figures of the whole tracker, as JSON or as text for Prometheus. */
@Path("v1")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class StatsResource {

    private final Stats stats;
    private final RequestMetrics requests;
    private final Swarms swarms;
    private final FrontendFigures beyond;

    @Inject
    StatsResource(Metrics metrics, OpenSockets doors, Swarms swarms, FrontendFigures beyond) {
        this.stats = new Stats(metrics, swarms, beyond);
        this.requests = new RequestMetrics(metrics, new SocketLabels(doors), beyond);
        this.swarms = swarms;
        this.beyond = beyond;
    }

    /** Figures without labels. */
    @GET
    @Path("stats")
    public Response stats(@Context HttpServletRequest request) {
        Map<String, Long> figures = stats.now();
        if (prometheus(request)) {
            return Responses.text(figures.entrySet().stream()
                    .map(figure -> figure.getKey() + " " + figure.getValue() + "\n")
                    .collect(Collectors.joining()));
        }
        JsonObjectBuilder object = Json.createObjectBuilder();
        figures.forEach(object::add);
        return Responses.json(object.build().toString());
    }

    /** Figures with labels. */
    @GET
    @Path("metrics")
    public Response metrics(@Context HttpServletRequest request) {
        List<Metric> metrics = new ArrayList<>(SwarmMetrics.now(swarms, beyond.keepsDownloads()));
        metrics.addAll(requests.now());
        return prometheus(request)
                ? Responses.text(MetricFormats.prometheus(metrics))
                : Responses.json(MetricFormats.json(metrics));
    }

    private static boolean prometheus(HttpServletRequest request) {
        String format = new QueryString(Objects.requireNonNullElse(request.getQueryString(), ""))
                .first("format")
                .orElse("json");
        return switch (format) {
            case "json", "" -> false;
            case "prometheus" -> true;
            default ->
                throw TorrustException.bad("Failed to deserialize query string: unknown variant `" + format
                        + "`, expected `json` or `prometheus`");
        };
    }
}
