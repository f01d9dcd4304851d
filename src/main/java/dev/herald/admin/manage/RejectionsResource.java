package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.bittorrent.InfoHash;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RejectionLog;
import dev.herald.metrics.RejectionLog.Entry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is rejected and why: counters since the start, and the latest rejections in detail, without addresses. */
@Path("rejections")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class RejectionsResource {

    private static final String LIST = "rejections";
    private static final List<String> FRONTENDS =
            Stream.of(Frontend.values()).map(Frontend::label).toList();
    private static final List<String> REASONS =
            Stream.of(Reason.values()).map(Reason::label).toList();

    private static final long MILLIS = 1000;

    private final Metrics metrics;

    @Inject
    RejectionsResource(Metrics metrics) {
        this.metrics = metrics;
    }

    /** What to show; empty for everything. */
    private record Filter(Optional<Frontend> frontend, Optional<Reason> reason, Optional<InfoHash> hash) {

        boolean accepts(Frontend candidate, Reason cause) {
            return frontend.orElse(candidate) == candidate && reason.orElse(cause) == cause;
        }

        boolean accepts(Entry entry) {
            return accepts(entry.frontend(), entry.reason()) && (hash.isEmpty() || hash.equals(entry.infoHash()));
        }
    }

    /**
     * The position after some entries.
     *
     * @param millis the time of the last one
     * @param skipped the number of them that have this time
     */
    private record Position(long millis, int skipped) {

        static final Position FIRST = new Position(Long.MAX_VALUE, 0);
    }

    /** The counters, and a page of the latest rejections. From now on all rejections are logged, for ten minutes. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, "frontend", "reason", "hash", "limit", "cursor");
        Filter filter = new Filter(
                parameters.optional("frontend", FRONTENDS).map(name -> Frontend.values()[FRONTENDS.indexOf(name)]),
                parameters.optional("reason", REASONS).map(name -> Reason.values()[REASONS.indexOf(name)]),
                parameters.find("hash").map(EntryForm.WHITELIST::id).map(InfoHash::ofHex));
        Position after = parameters
                .cursor(LIST, 2, parts -> new Position(Long.parseLong(parts.get(0)), Integer.parseInt(parts.get(1))))
                .orElse(Position.FIRST);
        RejectionLog log = metrics.rejectionLog();
        boolean sampled = log.isSampled();
        log.asked();
        List<Entry> rest = log.latest().stream()
                .filter(filter::accepts)
                .filter(entry -> entry.millis() <= after.millis)
                .toList();
        List<Entry> unseen = rest.subList(Math.min(rest.size(), skipped(rest, after)), rest.size());
        List<Entry> page = unseen.subList(0, Math.min(unseen.size(), parameters.limit()));
        JsonArrayBuilder items = Json.createArrayBuilder();
        page.forEach(entry -> items.add(json(entry)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("counts", counts(filter))
                .add("sampled", sampled)
                .add("items", items);
        if (unseen.size() > page.size()) {
            json.add("next", cursor(page, after).toString());
        }
        return ProblemResponses.ok(json.build());
    }

    private static int skipped(List<Entry> rest, Position after) {
        long same =
                rest.stream().filter(entry -> entry.millis() == after.millis).count();
        return (int) Math.min(same, after.skipped);
    }

    private static Cursor cursor(List<Entry> page, Position after) {
        long millis = page.get(page.size() - 1).millis();
        long shown = page.stream().filter(entry -> entry.millis() == millis).count();
        long before = millis == after.millis ? after.skipped : 0;
        return new Cursor(LIST, List.of(Long.toString(millis), Long.toString(before + shown)));
    }

    private JsonArrayBuilder counts(Filter filter) {
        JsonArrayBuilder counts = Json.createArrayBuilder();
        for (Frontend frontend : Frontend.values()) {
            for (Reason reason : Reason.values()) {
                long count = metrics.rejections(frontend, reason);
                if (count > 0 && filter.accepts(frontend, reason)) {
                    counts.add(Json.createObjectBuilder()
                            .add("frontend", frontend.label())
                            .add("reason", reason.label())
                            .add("count", count));
                }
            }
        }
        return counts;
    }

    private static JsonObjectBuilder json(Entry entry) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("time", Times.text(Math.floorDiv(entry.millis(), MILLIS)))
                .add("frontend", entry.frontend().label())
                .add("reason", entry.reason().label());
        entry.infoHash().ifPresent(hash -> json.add("hash", hash.toString()));
        entry.client().ifPresent(client -> json.add("client", client));
        return json.add("network", entry.network().toString());
    }
}
