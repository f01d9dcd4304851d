package dev.herald.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.admin.health.HealthReport.Check;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.metrics.PeriodicTask;
import dev.herald.metrics.PeriodicTasks;
import dev.herald.registry.RegistryUnavailableException;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ReadinessChecksTest {

    private final OpenSockets sockets = new OpenSockets();
    private final PeriodicTasks tasks = new PeriodicTasks();
    private final Certificates certificates = new Certificates(tasks);
    private final Swarms swarms = new Swarms(new SwarmSettings(true, 0), 1800, new Random(1));
    private String databaseProblem = "";
    private String udpProblem = "";
    private final ReadinessChecks checks = new ReadinessChecks(
            new HealthProbes(sockets, this::ping, System::nanoTime),
            certificates,
            tasks,
            swarms,
            InstantSource.system());

    private void ping() {
        if (!databaseProblem.isEmpty()) {
            throw new RegistryUnavailableException(databaseProblem);
        }
    }

    private HealthReport report() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);
        sockets.opened(new OpenSocket(Frontend.UDP, "udp", "udp 127.0.0.1:6969", address, ignored -> udpProblem));
        return checks.report();
    }

    @Test
    void a_healthy_tracker_has_no_remarks() {
        assertThat(report().up()).isTrue();
        assertThat(report().checks())
                .extracting(Check::name)
                .containsExactly("frontends", "database", "certificates", "periodic tasks", "peers", "download totals");
        assertThat(report().checks())
                .allSatisfy(check -> assertThat(check.remarks()).isEmpty());
    }

    @Test
    void a_tracker_without_listeners_is_down() {
        assertThat(checks.report().up()).isFalse();
    }

    @Test
    void a_listener_that_does_not_answer_makes_it_down() {
        udpProblem = "no answer";
        HealthReport report = report();
        assertThat(report.up()).isFalse();
        assertThat(texts(report)).containsExactly("The listener udp 127.0.0.1:6969 does not serve clients: no answer.");
        assertThat(report.frontendProblems()).containsEntry("udp 127.0.0.1:6969", "no answer");
    }

    @Test
    void the_reason_of_the_database_is_shown_to_token_holders_only() {
        databaseProblem = "connection to db.internal refused";
        assertThat(report().up()).isTrue();
        assertThat(texts(report())).singleElement().asString().contains("db.internal");
        assertThat(checks.database(true).data()).containsEntry("reason", databaseProblem);
        assertThat(checks.database(false).data().get("reason")).doesNotContain("db.internal");
    }

    @Test
    void a_failed_task_and_a_broken_certificate_are_remarks() {
        PeriodicTask task = tasks.add("cleaning of swarms");
        task.run(() -> {
            throw new IllegalStateException("on purpose");
        });
        certificates.of("http.netty").failed("the key does not match");
        assertThat(texts(report()))
                .containsExactly(
                        "The certificate of http.netty has a problem: the key does not match.",
                        "The periodic task \"cleaning of swarms\" failed: IllegalStateException.");
        assertThat(report().up()).isTrue();
    }

    private static List<String> texts(HealthReport report) {
        return report.checks().stream()
                .flatMap(check -> check.remarks().stream())
                .map(HealthReport.Remark::text)
                .toList();
    }
}
