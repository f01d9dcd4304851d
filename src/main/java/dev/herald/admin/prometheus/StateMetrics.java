package dev.herald.admin.prometheus;

import dev.herald.admin.health.HealthProbes;
import dev.herald.admin.prometheus.CallbackRegistry.Samples;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.swarm.SwarmActivity;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import io.prometheus.metrics.core.metrics.Info;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of the swarms, and of what readiness reports. */
final class StateMetrics {

    private StateMetrics() {}

    static void register(CallbackRegistry registry, Swarms swarms) {
        registry.gauge("herald_peers", "Peers in memory by role.", samples -> peers(samples, swarms.totals()), "role");
        registry.gauge(
                "herald_torrents",
                "Torrents in memory, with and without peers.",
                samples -> samples.add(swarms.totals().torrents()));
        registry.counter(
                "herald_completed_total",
                "Completed downloads since the start.",
                samples -> samples.add(swarms.activity().completed()));
        registry.counter(
                "herald_peers_turned_away_total",
                "Announces of peers that were answered but not stored, by what was full.",
                samples -> turnedAway(samples, swarms.activity()),
                "full");
    }

    private static void peers(Samples samples, SwarmTotals totals) {
        samples.add(totals.seeders(), "seeder");
        samples.add(totals.leechers(), "leecher");
    }

    private static void turnedAway(Samples samples, SwarmActivity activity) {
        samples.add(activity.storeFull(), "store");
        samples.add(activity.swarmFull(), "swarm");
        samples.add(activity.shardFull(), "shard");
    }

    static void register(CallbackRegistry registry, HealthProbes probes, OpenSockets sockets) {
        registry.gauge(
                "herald_frontend_up",
                "1 if all sockets of the frontend answer a request through the network, else 0.",
                samples -> up(probes, sockets).forEach((frontend, up) -> samples.add(up ? 1 : 0, frontend)),
                "frontend");
        registry.gauge(
                "herald_database_up",
                "1 if the database answers, else 0. Clients are served without it.",
                samples -> samples.add(probes.databaseProblem().isEmpty() ? 1 : 0));
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

    static void register(CallbackRegistry registry, Certificates certificates, PeriodicTasks tasks) {
        registry.gauge(
                "herald_certificate_expires_timestamp_seconds",
                "End of the validity of the certificate in use, in seconds since 1970.",
                samples -> certificates.all().stream()
                        .filter(state -> state.expires() != 0)
                        .forEach(state -> samples.add(state.expires(), state.frontend())),
                "frontend");
        registry.gauge(
                "herald_periodic_tasks_failing",
                "Periodic tasks whose last run failed or is overdue; readiness names them.",
                samples -> samples.add(tasks.all().stream()
                        .map(PeriodicTask::complaint)
                        .filter(complaint -> !complaint.isEmpty())
                        .count()));
    }

    static void register(CallbackRegistry registry, String version) {
        Info.builder()
                .name("herald_build_info")
                .help("The version of Herald, and of Java.")
                .labelNames("version", "java")
                .register(registry.prometheus())
                .setLabelValues(version, System.getProperty("java.version"));
    }
}
