package dev.herald.admin.health;

import dev.herald.metrics.Metrics;
import dev.herald.metrics.PeriodicTask;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells of periodic work, one line for each task. It is up even if a task fails, and says
 * {@code degraded} and which: announces are answered without it, and it is tried again.
 */
@Readiness
@Dependent
public final class PeriodicTaskHealth implements HealthCheck {

    private final Metrics metrics;

    @Inject
    PeriodicTaskHealth(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("periodic tasks").up();
        boolean degraded = false;
        for (PeriodicTask task : metrics.periodicTasks().all()) {
            String complaint = task.complaint();
            degraded |= !complaint.isEmpty();
            response.withData(task.name(), complaint.isEmpty() ? "works" : complaint);
        }
        return response.withData("state", degraded ? "degraded" : "well").build();
    }
}
