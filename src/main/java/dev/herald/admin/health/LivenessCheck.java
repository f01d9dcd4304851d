package dev.herald.admin.health;

import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * {@code /health/live}: up as long as the application can say so. It asks nobody: whoever reads "down" here restarts the
 * process, which forgets every swarm, and that helps against none of the troubles that readiness reports.
 */
@Liveness
@Dependent
public final class LivenessCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("herald");
    }
}
