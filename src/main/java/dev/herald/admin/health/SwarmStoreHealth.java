package dev.herald.admin.health;

import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells whether peers are still stored. It is up even if they are not: everybody is
 * answered, and those who are there stay.
 */
@Readiness
@Dependent
public final class SwarmStoreHealth implements HealthCheck {

    private final Swarms swarms;

    @Inject
    SwarmStoreHealth(Swarms swarms) {
        this.swarms = swarms;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("peers").up();
        return swarms.full()
                ? response.withData("state", "full")
                        .withData("reason", "herald.memory.max-peers is reached; who comes is answered but not stored")
                        .build()
                : response.withData("state", "stored").build();
    }
}
