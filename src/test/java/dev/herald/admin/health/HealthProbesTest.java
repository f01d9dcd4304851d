package dev.herald.admin.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.registry.RegistryUnavailableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class HealthProbesTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6969);

    private final OpenSockets sockets = new OpenSockets();
    private final AtomicLong nanos = new AtomicLong(-5);
    private String databaseProblem = "";
    private final HealthProbes probes = new HealthProbes(
            sockets,
            () -> {
                if (!databaseProblem.isEmpty()) {
                    throw new RegistryUnavailableException(databaseProblem);
                }
            },
            nanos::get);

    @Test
    void every_frontend_is_checked_at_its_address() {
        sockets.opened(new OpenSocket(
                Frontend.UDP, "udp", "udp", ADDRESS, address -> address.equals(ADDRESS) ? "" : "checks elsewhere"));
        sockets.opened(new OpenSocket(Frontend.HTTP_JAXRS, "http", "http.jaxrs", ADDRESS, address -> "no answer"));
        assertThat(probes.frontendProblems()).containsExactly(entry("udp", ""), entry("http.jaxrs", "no answer"));
    }

    @Test
    void a_result_is_cached_for_two_seconds() {
        AtomicInteger checks = new AtomicInteger();
        sockets.opened(new OpenSocket(
                Frontend.UDP, "udp", "udp", ADDRESS, address -> checks.incrementAndGet() == 1 ? "" : "gone"));
        assertThat(probes.frontendProblems()).containsExactly(entry("udp", ""));
        nanos.addAndGet(HealthProbes.FRESH.toNanos());
        assertThat(probes.frontendProblems()).containsExactly(entry("udp", ""));
        nanos.addAndGet(1);
        assertThat(probes.frontendProblems()).containsExactly(entry("udp", "gone"));
        assertThat(checks).hasValue(2);
    }

    @Test
    void the_problem_of_the_database_is_reported_until_it_answers() {
        databaseProblem = "it is failing";
        assertThat(probes.databaseProblem()).isEqualTo("it is failing");
        databaseProblem = "";
        assertThat(probes.databaseProblem()).isEqualTo("it is failing");
        nanos.addAndGet(HealthProbes.FRESH.toNanos() + 1);
        assertThat(probes.databaseProblem()).isEmpty();
    }
}
