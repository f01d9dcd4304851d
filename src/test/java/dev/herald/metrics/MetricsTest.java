package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class MetricsTest {

    private final Metrics metrics = new Metrics();

    @Test
    void each_frontend_family_type_and_outcome_has_its_own_counter() {
        metrics.recorder(Frontend.UDP).count(Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED);
        metrics.recorder(Frontend.UDP).count(Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED);
        metrics.recorder(Frontend.HTTP_JAXRS).count(Family.IPV6, RequestType.SCRAPE, Outcome.INVALID);
        long sum = 0;
        for (Frontend frontend : Frontend.values()) {
            for (Family family : Family.values()) {
                for (RequestType kind : RequestType.values()) {
                    for (Outcome outcome : Outcome.values()) {
                        sum += metrics.count(frontend, family, kind, outcome);
                    }
                }
            }
        }
        assertThat(sum).isEqualTo(3);
        assertThat(metrics.count(Frontend.UDP, Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(2);
        assertThat(metrics.count(Frontend.HTTP_JAXRS, Family.IPV6, RequestType.SCRAPE, Outcome.INVALID))
                .isEqualTo(1);
    }

    @Test
    void a_recorder_is_thread_safe() throws InterruptedException {
        Recorder shared = metrics.recorder(Frontend.HTTP_JAXRS);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    shared.count(Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED);
                    shared.took(RequestType.ANNOUNCE, 3);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.count(Frontend.HTTP_JAXRS, Family.IPV4, RequestType.ANNOUNCE, Outcome.ANSWERED))
                .isEqualTo(40_000);
        assertThat(metrics.timed(Frontend.HTTP_JAXRS, RequestType.ANNOUNCE)).isEqualTo(40_000);
        assertThat(metrics.averageNanos(Frontend.HTTP_JAXRS, RequestType.ANNOUNCE))
                .isEqualTo(3);
    }

    @Test
    void invalid_connection_ids_are_counted_by_client() {
        int client = ClientName.count() - 1;
        metrics.recorder(Frontend.UDP).badConnectionId(Family.IPV6, client);
        metrics.recorder(Frontend.UDP).badConnectionId(Family.IPV6, client);
        assertThat(metrics.badConnectionIds(Frontend.UDP, Family.IPV6, client)).isEqualTo(2);
        assertThat(metrics.badConnectionIds(Frontend.UDP, Family.IPV4, client)).isZero();
        assertThat(metrics.badConnectionIds(Frontend.UDP, Family.IPV6, ClientName.UNKNOWN))
                .isZero();
    }

    @Test
    void the_average_time_is_that_of_timed_requests() {
        assertThat(metrics.averageNanos(Frontend.UDP, RequestType.ANNOUNCE)).isZero();
        metrics.recorder(Frontend.UDP).took(RequestType.ANNOUNCE, 1000);
        metrics.recorder(Frontend.UDP).took(RequestType.SCRAPE, 5);
        metrics.recorder(Frontend.HTTP_JAXRS).took(RequestType.ANNOUNCE, 77);
        metrics.recorder(Frontend.UDP).took(RequestType.ANNOUNCE, 2000);
        metrics.recorder(Frontend.UDP).took(RequestType.ANNOUNCE, 6000);
        assertThat(metrics.averageNanos(Frontend.UDP, RequestType.ANNOUNCE)).isEqualTo(3000);
        assertThat(metrics.timed(Frontend.UDP, RequestType.ANNOUNCE)).isEqualTo(3);
        assertThat(metrics.averageNanos(Frontend.UDP, RequestType.SCRAPE)).isEqualTo(5);
        assertThat(metrics.averageNanos(Frontend.UDP, RequestType.CONNECT)).isZero();
    }
}
