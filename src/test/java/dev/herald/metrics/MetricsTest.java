package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Address;
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
    void a_rejection_is_counted_by_family_and_reason_and_with_its_outcome() {
        Recorder recorder = metrics.recorder(Frontend.UDP);
        recorder.rejected(RequestType.SCRAPE, Reason.MALFORMED_KEY, Address.ofIpv4(7));
        recorder.rejected(RequestType.OTHER, Reason.MALFORMED, new Address(1, 2));
        assertThat(metrics.rejections(Frontend.UDP, Family.IPV4, Reason.MALFORMED_KEY))
                .isOne();
        assertThat(metrics.rejections(Frontend.UDP, Family.IPV6, Reason.MALFORMED_KEY))
                .isZero();
        assertThat(metrics.rejections(Frontend.UDP, Reason.MALFORMED)).isOne();
        assertThat(metrics.rejections(Frontend.HTTP_JAXRS, Reason.MALFORMED)).isZero();
        assertThat(metrics.count(Frontend.UDP, Family.IPV4, RequestType.SCRAPE, Outcome.REJECTED))
                .isOne();
        assertThat(metrics.count(Frontend.UDP, Family.IPV6, RequestType.OTHER, Outcome.MALFORMED))
                .isOne();
    }

    @Test
    void a_rejected_connection_is_no_request() {
        metrics.recorder(Frontend.HTTP_NETTY).rejectedConnection(Reason.TOO_MANY_CONNECTIONS, Address.ofIpv4(7));
        assertThat(metrics.rejections(Frontend.HTTP_NETTY, Reason.TOO_MANY_CONNECTIONS))
                .isOne();
        assertThat(metrics.count(Frontend.HTTP_NETTY, Family.IPV4, RequestType.OTHER, Outcome.FAILED))
                .isZero();
    }

    @Test
    void figures_of_one_kind_are_added() {
        metrics.register(Frontend.HTTP_NETTY, Figure.OPEN_CONNECTIONS, () -> 2);
        metrics.register(Frontend.HTTP_NETTY, Figure.OPEN_CONNECTIONS, () -> 3);
        metrics.register(Frontend.HTTP_JAXRS, Figure.OPEN_CONNECTIONS, () -> 4);
        assertThat(metrics.figure(Frontend.HTTP_NETTY, Figure.OPEN_CONNECTIONS)).isEqualTo(5);
        assertThat(metrics.figure(Frontend.UDP, Figure.OPEN_CONNECTIONS)).isZero();
        assertThat(metrics.figure(Figure.OPEN_CONNECTIONS)).isEqualTo(9);
    }

    @Test
    void datagrams_are_dropped_by_either_buffer() {
        metrics.register(Frontend.UDP, Figure.RECEIVE_BUFFER_DROPS, () -> 5);
        metrics.recorder(Frontend.UDP).rejected(RequestType.OTHER, Reason.OVERLOAD, Family.IPV4);
        assertThat(metrics.droppedDatagrams()).isEqualTo(6);
    }

    @Test
    void bytes_are_counted_by_frontend_and_direction() {
        metrics.recorder(Frontend.UDP).transferred(98, 26);
        metrics.recorder(Frontend.UDP).transferred(2, 4);
        assertThat(metrics.bytesIn(Frontend.UDP)).isEqualTo(100);
        assertThat(metrics.bytesOut(Frontend.UDP)).isEqualTo(30);
        assertThat(metrics.bytesOut(Frontend.HTTP_NETTY)).isZero();
    }

    @Test
    void labels_are_the_names_of_the_API() {
        assertThat(Frontend.values())
                .extracting(Frontend::label)
                .containsExactly("udp", "http.jaxrs", "http.netty", "http.netty.tls");
        assertThat(Reason.values())
                .extracting(Reason::label)
                .allMatch(label -> label.matches("[a-z]+(_[a-z]+)*"))
                .contains("missing_key", "bad_connection_id");
        assertThat(RequestType.ANNOUNCE.label()).isEqualTo("announce");
        assertThat(Outcome.BAD_CONNECTION_ID.label()).isEqualTo("bad_connection_id");
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
