package dev.herald.admin.health;

import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells whether downloads of all torrents are counted. It is up even if they are not:
 * listed torrents and those that have a count go on counting.
 */
@Readiness
@Dependent
public final class DownloadTotalsHealth implements HealthCheck {

    private final Swarms swarms;

    @Inject
    DownloadTotalsHealth(Swarms swarms) {
        this.swarms = swarms;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("download totals").up();
        return swarms.downloadsFull()
                ? response.withData("state", "full")
                        .withData(
                                "reason",
                                "herald.totals.max-torrents is reached; of other torrents only listed ones gain a total")
                        .build()
                : response.withData("state", "counted").build();
    }
}
