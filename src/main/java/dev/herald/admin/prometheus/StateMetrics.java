package dev.herald.admin.prometheus;

import dev.herald.admin.health.HealthProbes;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.swarm.SwarmActivity;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of the swarms, and of what readiness reports. */
final class StateMetrics {

    private StateMetrics() {}

    static void register(PrometheusRegistry registry, Swarms swarms) {
        GaugeWithCallback.builder()
                .name("herald_peers")
                .help("Peers in memory by role.")
                .labelNames("role")
                .callback(gauge -> {
                    SwarmTotals totals = swarms.totals();
                    gauge.call(totals.seeders(), "seeder");
                    gauge.call(totals.leechers(), "leecher");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("herald_torrents")
                .help("Torrents in memory, with and without peers.")
                .callback(gauge -> gauge.call(swarms.totals().torrents()))
                .register(registry);
        CounterWithCallback.builder()
                .name("herald_completed_total")
                .help("Completed downloads since the start.")
                .callback(counter -> counter.call(swarms.activity().completed()))
                .register(registry);
        CounterWithCallback.builder()
                .name("herald_peers_turned_away_total")
                .help("Announces of peers that were answered but not stored, by what was full.")
                .labelNames("full")
                .callback(counter -> {
                    SwarmActivity activity = swarms.activity();
                    counter.call(activity.storeFull(), "store");
                    counter.call(activity.swarmFull(), "swarm");
                    counter.call(activity.shardFull(), "shard");
                })
                .register(registry);
    }

    static void register(PrometheusRegistry registry, HealthProbes probes, OpenSockets sockets) {
        GaugeWithCallback.builder()
                .name("herald_frontend_up")
                .help("1 if all sockets of the frontend answer a request through the network, else 0.")
                .labelNames("frontend")
                .callback(gauge -> up(probes, sockets).forEach((frontend, up) -> gauge.call(up ? 1 : 0, frontend)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("herald_database_up")
                .help("1 if the database answers, else 0. Clients are served without it.")
                .callback(gauge -> gauge.call(probes.databaseProblem().isEmpty() ? 1 : 0))
                .register(registry);
    }

    private static Map<String, Boolean> up(HealthProbes probes, OpenSockets sockets) {
        Map<String, String> problems = probes.frontendProblems();
        Map<String, Boolean> up = new TreeMap<>();
        sockets.open()
                .forEach(socket -> up.merge(
                        socket.frontend().label(),
                        problems.getOrDefault(socket.name(), "").isEmpty(),
                        Boolean::logicalAnd));
        return up;
    }

    static void register(PrometheusRegistry registry, Certificates certificates, PeriodicTasks tasks) {
        GaugeWithCallback.builder()
                .name("herald_certificate_expires_timestamp_seconds")
                .help("End of the validity of the certificate in use, in seconds since 1970.")
                .labelNames("frontend")
                .callback(gauge -> certificates.all().stream()
                        .filter(state -> state.expires() != 0)
                        .forEach(state -> gauge.call(state.expires(), state.frontend())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("herald_periodic_tasks_failing")
                .help("Periodic tasks whose last run failed or is overdue; readiness names them.")
                .callback(gauge -> gauge.call(tasks.all().stream()
                        .map(PeriodicTask::complaint)
                        .filter(complaint -> !complaint.isEmpty())
                        .count()))
                .register(registry);
    }

    static void register(PrometheusRegistry registry, String version) {
        Info.builder()
                .name("herald_build_info")
                .help("The version of Herald, and of Java.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, System.getProperty("java.version"));
    }
}
