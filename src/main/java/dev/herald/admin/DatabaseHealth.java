package dev.herald.admin;

import dev.herald.registry.Pulse;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells of the database. It is up even if the database is away, and says
 * {@code degraded} and why: announces need no database, and whoever takes "down" for a reason to send them elsewhere would make
 * an outage of it.
 */
@Readiness
@Dependent
public final class DatabaseHealth implements HealthCheck {

    private final Pulse pulse;

    @Inject
    DatabaseHealth(Pulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public HealthCheckResponse call() {
        String complaint = pulse.complaint();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("database").up();
        return complaint.isEmpty()
                ? response.withData("state", "answers").build()
                : response.withData("state", "degraded")
                        .withData("reason", complaint)
                        .build();
    }
}
