package dev.herald.admin.health;

import dev.herald.metrics.Certificates;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The part of {@code /health/ready} that tells of certificates. It is up even if one has expired or cannot be renewed, and says
 * {@code degraded} and why: all other doors are well, and so may be clients that do not look closely.
 */
@Readiness
@Dependent
public final class CertificateHealth implements HealthCheck {

    private final Certificates certificates;
    private final InstantSource clock;

    @Inject
    CertificateHealth(Certificates certificates, InstantSource clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        long second = clock.instant().getEpochSecond();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("certificates").up();
        boolean degraded = false;
        for (Certificates.State state : certificates.all()) {
            String complaint = state.complaint(second);
            degraded |= !complaint.isEmpty();
            response.withData(state.door(), complaint.isEmpty() ? validity(state.expires(), second) : complaint);
        }
        return response.withData("state", degraded ? "degraded" : "well").build();
    }

    /** A listener of the container uses a certificate only for sure when a handshake has seen it. */
    private static String validity(long expires, long second) {
        return expires == 0 ? "not seen in a handshake yet" : "valid for " + (expires - second) / 86_400 + " days";
    }
}
