package dev.herald.app;

import dev.herald.admin.auth.RequestAuthenticator;
import dev.herald.admin.auth.Sessions;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokenDelay;
import dev.herald.admin.health.HealthProbes;
import dev.herald.admin.prometheus.MetricsAccess;
import dev.herald.admin.prometheus.PrometheusMetrics;
import dev.herald.config.Settings;
import dev.herald.config.StartupSignals;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the objects of {@code /metrics}. */
@Dependent
final class MetricsAssembly {

    private MetricsAssembly() {}

    @Produces
    @Singleton
    static RequestAuthenticator requestAuthenticator(
            TokenAuthenticator authenticator, Sessions sessions, WrongTokenDelay delay) {
        return new RequestAuthenticator(authenticator, sessions, delay);
    }

    @Produces
    @Singleton
    static MetricsAccess metricsAccess(Settings settings, RequestAuthenticator authenticator) {
        return new MetricsAccess(settings.metrics(), Assembly.clients(settings), authenticator);
    }

    @Produces
    @Singleton
    static PrometheusMetrics prometheusMetrics(
            Metrics metrics, OpenSockets sockets, Certificates certificates, Swarms swarms, HealthProbes probes) {
        String version = System.getProperty(StartupSignals.VERSION, "unknown");
        return new PrometheusMetrics(metrics, sockets, certificates, swarms, probes, version);
    }
}
