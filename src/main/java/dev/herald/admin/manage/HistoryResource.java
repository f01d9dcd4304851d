package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.events.History;
import dev.herald.admin.events.History.Series;
import dev.herald.admin.events.HistoryRange;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The figures of the last hour, day or month. */
@Path("history")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class HistoryResource {

    private static final String METRIC = "metric";

    /** The most series of a response, which has up to 3,600 values for each. */
    private static final int MAX_METRICS = 20;

    private static final double DECIMALS = 1e6;

    private final History history;

    @Inject
    HistoryResource(History history) {
        this.history = history;
    }

    /** The values of the requested series, or the names of all series. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@Context UriInfo uri) {
        Map<String, List<String>> others = new HashMap<>(uri.getQueryParameters());
        List<String> metrics = others.getOrDefault(METRIC, List.of());
        others.remove(METRIC);
        String range = QueryParameters.of(others, Set.of(METRIC, "range")).oneOf("range", HistoryRange.NAMES);
        if (metrics.isEmpty()) {
            return ProblemResponses.ok(Json.createObjectBuilder()
                    .add("metrics", Json.createArrayBuilder(history.names()))
                    .build());
        }
        if (metrics.size() > MAX_METRICS || !history.names().containsAll(metrics)) {
            throw ApiException.of(
                    400,
                    "The parameter metric must be one of the names of /manage/v1/history, and occur at most "
                            + MAX_METRICS + " times");
        }
        Series series =
                history.read(new LinkedHashSet<>(metrics), HistoryRange.valueOf(range.toUpperCase(Locale.ROOT)));
        JsonArrayBuilder all = Json.createArrayBuilder();
        series.values()
                .forEach((name, values) ->
                        all.add(Json.createObjectBuilder().add(METRIC, name).add("values", array(values))));
        return ProblemResponses.ok(Json.createObjectBuilder()
                .add("range", range)
                .add("step", series.range().stepSeconds())
                .add("from", series.from())
                .add("series", all)
                .build());
    }

    private static JsonArrayBuilder array(double[] values) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (double value : values) {
            if (Double.isNaN(value)) {
                array.addNull();
            } else if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
                array.add((long) value);
            } else {
                array.add(Math.round(value * DECIMALS) / DECIMALS);
            }
        }
        return array;
    }
}
