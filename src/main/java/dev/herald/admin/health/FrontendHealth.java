package dev.herald.admin.health;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** {@code /health/ready}: up if there is a door and every door answers; else it says which one does not, and why. */
@Readiness
@Dependent
public final class FrontendHealth implements HealthCheck {

    private final FrontendProbes watch;

    @Inject
    FrontendHealth(FrontendProbes watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> complaints = watch.complaints();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("doors");
        complaints.forEach((door, complaint) -> response.withData(door, complaint.isEmpty() ? "answers" : complaint));
        return response.status(
                        !complaints.isEmpty() && complaints.values().stream().allMatch(String::isEmpty))
                .build();
    }
}
