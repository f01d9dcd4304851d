package dev.herald.admin.health;

import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.PeriodicTask;
import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * The checks of {@code /health/live} and {@code /health/ready}. Only a frontend that does not answer makes readiness DOWN. Other
 * problems are reported as {@code degraded} or {@code full}, because clients are still served.
 */
@Dependent
final class HealthChecks {

    /** Shown without a token: the message of a database driver may contain hosts, users and files. */
    private static final String DATABASE_PROBLEM =
            "the database does not answer or cannot be written; with a token this shows the reason";

    private static final int DAY_SECONDS = 86_400;

    private HealthChecks() {}

    /** UP whenever the application can answer. Checks nothing else: the remedy, a restart, would lose every swarm. */
    @Produces
    @Liveness
    static HealthCheck herald() {
        return () -> HealthCheckResponse.up("herald");
    }

    /** UP if there are frontends and all answer. */
    @Produces
    @Readiness
    static HealthCheck frontends(HealthProbes probes) {
        return () -> {
            Map<String, String> problems = probes.frontendProblems();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("frontends");
            problems.forEach((name, problem) -> response.withData(name, problem.isEmpty() ? "answers" : problem));
            boolean up = !problems.isEmpty() && problems.values().stream().allMatch(String::isEmpty);
            return response.status(up).build();
        };
    }

    @Produces
    @Readiness
    static HealthCheck database(HealthProbes probes, TokenAuthenticator authenticator, HttpServletRequest request) {
        return () -> {
            String problem = probes.databaseProblem();
            return problem.isEmpty()
                    ? state("database", "answers", "")
                    : state("database", "degraded", hasToken(authenticator, request) ? problem : DATABASE_PROBLEM);
        };
    }

    private static boolean hasToken(TokenAuthenticator authenticator, HttpServletRequest request) {
        String header;
        try {
            header = request.getHeader(HttpHeaders.AUTHORIZATION);
        } catch (ContextNotActiveException e) {
            return false; // the container answers health checks before it has started the web application
        }
        return header != null
                && TokenAuthenticator.bearerToken(header)
                        .flatMap(token -> authenticator.authenticate(token, request.isSecure()))
                        .isPresent();
    }

    @Produces
    @Readiness
    static HealthCheck certificates(Certificates certificates, InstantSource clock) {
        return () -> {
            long second = clock.instant().getEpochSecond();
            Map<String, String> problems = new LinkedHashMap<>();
            Map<String, String> validity = new LinkedHashMap<>();
            for (Certificates.State state : certificates.all()) {
                long days = (state.expires() - second) / DAY_SECONDS;
                problems.put(state.frontend(), state.complaint(second));
                // Only a handshake shows which certificate a listener of the container uses.
                validity.put(
                        state.frontend(),
                        state.expires() == 0 ? "not seen in a handshake yet" : "valid for " + days + " days");
            }
            return parts("certificates", problems, validity);
        };
    }

    @Produces
    @Readiness
    static HealthCheck periodicTasks(Metrics metrics) {
        return () -> {
            Map<String, String> problems = new LinkedHashMap<>();
            for (PeriodicTask task : metrics.periodicTasks().all()) {
                problems.put(task.name(), task.complaint());
            }
            return parts("periodic tasks", problems, Map.of());
        };
    }

    @Produces
    @Readiness
    static HealthCheck swarmStore(Swarms swarms) {
        return () -> swarms.full()
                ? state("peers", "full", "herald.memory.max-peers is reached; new peers are answered but not stored")
                : state("peers", "stored", "");
    }

    @Produces
    @Readiness
    static HealthCheck downloadTotals(Swarms swarms) {
        return () -> swarms.downloadsFull()
                ? state(
                        "download totals",
                        "full",
                        "herald.totals.max-torrents is reached; only listed torrents gain a new total")
                : state("download totals", "counted", "");
    }

    private static HealthCheckResponse state(String name, String state, String reason) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(name).up().withData("state", state);
        return reason.isEmpty()
                ? response.build()
                : response.withData("reason", reason).build();
    }

    /** The response of a check with parts: the problem of each, or else its text in {@code healthy}, or "ok". */
    private static HealthCheckResponse parts(String name, Map<String, String> problems, Map<String, String> healthy) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name).up();
        problems.forEach((part, problem) ->
                response.withData(part, problem.isEmpty() ? healthy.getOrDefault(part, "ok") : problem));
        boolean degraded = !problems.values().stream().allMatch(String::isEmpty);
        return response.withData("state", degraded ? "degraded" : "ok").build();
    }
}
