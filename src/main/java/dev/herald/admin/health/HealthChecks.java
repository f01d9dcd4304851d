package dev.herald.admin.health;

import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.health.HealthReport.Check;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The checks of {@code /health/live} and {@code /health/ready}, for MicroProfile Health; see {@link ReadinessChecks}. */
@Dependent
final class HealthChecks {

    private HealthChecks() {}

    /** UP whenever the application can answer. Checks nothing else: the remedy, a restart, would lose every swarm. */
    @Produces
    @Liveness
    static HealthCheck herald() {
        return () -> HealthCheckResponse.up("herald");
    }

    @Produces
    @Readiness
    static HealthCheck frontends(ReadinessChecks checks) {
        return () -> response(checks.frontends());
    }

    @Produces
    @Readiness
    static HealthCheck database(ReadinessChecks checks, TokenAuthenticator authenticator, HttpServletRequest request) {
        return () -> response(checks.database(hasToken(authenticator, request)));
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
    static HealthCheck certificates(ReadinessChecks checks) {
        return () -> response(checks.certificates());
    }

    @Produces
    @Readiness
    static HealthCheck periodicTasks(ReadinessChecks checks) {
        return () -> response(checks.periodicTasks());
    }

    @Produces
    @Readiness
    static HealthCheck swarmStore(ReadinessChecks checks) {
        return () -> response(checks.swarmStore());
    }

    @Produces
    @Readiness
    static HealthCheck downloadTotals(ReadinessChecks checks) {
        return () -> response(checks.downloadTotals());
    }

    private static HealthCheckResponse response(Check check) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(check.name()).status(check.up());
        check.data().forEach(response::withData);
        return response.build();
    }
}
