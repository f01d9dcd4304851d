package dev.herald.admin.health;

import dev.herald.admin.auth.Authentication;
import dev.herald.admin.auth.BearerToken;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.registry.DatabaseHealthProbe;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells of the database. It is up even if the database is away, and says
 * {@code degraded} and why: announces need no database, and whoever takes "down" for a reason to send them elsewhere would make
 * an outage of it. What the database's driver says may name hosts, users and files, so it is shown to those only who send a token.
 */
@Readiness
@Dependent
public final class DatabaseHealth implements HealthCheck {

    /** What is shown without a token. */
    static final String FIXED = "the database does not answer or cannot be written; with a token this says why";

    private final DatabaseHealthProbe pulse;
    private final TokenAuthenticator gate;
    private final HttpServletRequest request;

    @Inject
    DatabaseHealth(DatabaseHealthProbe pulse, TokenAuthenticator gate, HttpServletRequest request) {
        this.pulse = pulse;
        this.gate = gate;
        this.request = request;
    }

    @Override
    public HealthCheckResponse call() {
        String complaint = pulse.complaint();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database").up();
        return complaint.isEmpty()
                ? response.withData("state", "answers").build()
                : response.withData("state", "degraded")
                        .withData("reason", hasToken() ? complaint : FIXED)
                        .build();
    }

    private boolean hasToken() {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                && BearerToken.of(header)
                        .filter(token -> !token.isEmpty())
                        .filter(token -> gate.admit(token) instanceof Authentication.Granted)
                        .isPresent();
    }
}
