package dev.herald.admin.manage;

import dev.herald.admin.auth.RequiresScope;
import dev.herald.admin.health.HealthReport;
import dev.herald.admin.health.ReadinessChecks;
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

/** The checks of readiness, with reasons. Unlike {@code /health/ready} the status of the response does not depend on them. */
@Path("health")
@Singleton
@RequiresScope(reading = Scope.READ, changing = Scope.READ)
public final class ManageHealthResource {

    private final ReadinessChecks checks;

    @Inject
    ManageHealthResource(ReadinessChecks checks) {
        this.checks = checks;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read(@Context UriInfo uri) {
        QueryParameters.of(uri);
        HealthReport report = checks.report();
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (HealthReport.Check check : report.checks()) {
            JsonObjectBuilder data = Json.createObjectBuilder();
            check.data().forEach(data::add);
            all.add(Json.createObjectBuilder()
                    .add("name", check.name())
                    .add("status", status(check.up()))
                    .add("data", data));
        }
        return ProblemResponses.ok(Json.createObjectBuilder()
                .add("status", status(report.up()))
                .add("checks", all)
                .build());
    }

    private static String status(boolean up) {
        return up ? "up" : "down";
    }
}
