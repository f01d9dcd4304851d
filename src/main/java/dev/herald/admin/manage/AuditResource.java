package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import dev.herald.admin.auth.RequiresScope;
import dev.herald.registry.Audit;
import dev.herald.registry.AuditEntry;
import dev.herald.registry.AuditQuery;
import dev.herald.registry.Registry;
import dev.herald.registry.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** The log of changes. */
@Path("audit")
@Singleton
@RequiresScope(reading = Scope.ADMIN, changing = Scope.ADMIN)
public final class AuditResource {

    private static final String LIST = "audit";

    private final Audit audit;

    @Inject
    AuditResource(Registry registry) {
        this.audit = registry.audit();
    }

    /** A page of entries, the latest first. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        QueryParameters parameters =
                QueryParameters.of(uri, "actor", "action", "subject", "from", "to", "limit", "cursor");
        long before = parameters
                .cursor(LIST, 1, parts -> Long.parseLong(parts.get(0)))
                .orElse(Long.MAX_VALUE);
        List<AuditEntry> entries = audit.list(query(parameters, before));
        return ProblemResponses.page(
                entries,
                AuditResource::json,
                entries.size() < parameters.limit() ? Optional.empty() : Optional.of(after(entries)));
    }

    private static AuditQuery query(QueryParameters parameters, long before) {
        long from = parameters.time("from", 0);
        long to = parameters.time("to", Long.MAX_VALUE);
        try {
            return new AuditQuery(
                    parameters.text("actor"),
                    parameters.text("action"),
                    parameters.text("subject"),
                    from,
                    to,
                    before,
                    parameters.limit());
        } catch (IllegalArgumentException e) {
            throw ApiException.of(400, "A parameter must have at most 200 characters and no control characters");
        }
    }

    private static JsonObject json(AuditEntry entry) {
        return Json.createObjectBuilder()
                .add("id", entry.id())
                .add("time", Times.text(entry.second()))
                .add("actor", entry.actor())
                .add("action", entry.action())
                .add("subject", entry.subject())
                .add("outcome", entry.outcome())
                .build();
    }

    private static Cursor after(List<AuditEntry> entries) {
        return new Cursor(
                LIST, List.of(Long.toString(entries.get(entries.size() - 1).id())));
    }
}
