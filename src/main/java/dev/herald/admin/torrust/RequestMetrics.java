package dev.herald.admin.torrust;

import static dev.herald.admin.torrust.Metric.and;
import static dev.herald.admin.torrust.Metric.counter;
import static dev.herald.admin.torrust.Metric.gauge;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RequestType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The metrics of the requests and connections of the frontends. */
final class RequestMetrics {

    private static final String SERVER = "udp_tracker_server_";
    private static final String TYPE = "request_kind";
    private static final Set<Frontend> UDP = EnumSet.of(Frontend.UDP);
    private static final Set<RequestType> UDP_TYPES =
            EnumSet.of(RequestType.CONNECT, RequestType.ANNOUNCE, RequestType.SCRAPE);
    private static final Set<RequestType> HTTP_TYPES = EnumSet.of(RequestType.ANNOUNCE, RequestType.SCRAPE);

    /** Parsed, even if the connection id was wrong. */
    private static final Set<Outcome> ACCEPTED =
            EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.FAILED, Outcome.BAD_CONNECTION_ID);

    private final Metrics metrics;
    private final RequestCounts requests;
    private final SocketLabels sockets;
    private final Certificates certificates;

    RequestMetrics(Metrics metrics, SocketLabels sockets, Certificates certificates) {
        this.metrics = metrics;
        this.requests = new RequestCounts(metrics);
        this.sockets = sockets;
        this.certificates = certificates;
    }

    List<Metric> now() {
        List<Metric> all = new ArrayList<>(requests());
        all.addAll(connections());
        all.addAll(certificates());
        return all;
    }

    /** The connections of the HTTP frontends. */
    private List<Metric> connections() {
        return List.of(
                gauge("herald_connections_open", "Open connections of the HTTP frontends.")
                        .with(metrics.figure(Figure.OPEN_CONNECTIONS)),
                counter("herald_connections_refused_total", "Connections that were closed because of a limit.")
                        .with(refusedConnections()));
    }

    private long refusedConnections() {
        return RequestCounts.TCP.stream()
                .mapToLong(frontend -> metrics.rejections(frontend, Reason.TOO_MANY_CONNECTIONS))
                .sum();
    }

    /** The certificates of the frontends; empty without TLS. */
    private List<Metric> certificates() {
        List<Certificates.State> states = certificates.all();
        if (states.isEmpty()) {
            return List.of();
        }
        Metric expires = gauge(
                "tls_certificate_expires_timestamp_seconds",
                "Expiry of the certificate in use, in seconds since 1970.");
        Metric renewals =
                counter("tls_certificate_renewals_total", "Certificates that were reloaded since the startup.");
        Metric failures = counter("tls_certificate_failures_total", "Certificates that could not be loaded.");
        for (Certificates.State state : states) {
            Map<String, String> labels = Map.of("frontend", state.frontend());
            expires.with(labels, state.expires());
            renewals.with(labels, state.renewals());
            failures.with(labels, state.failures());
        }
        return List.of(expires, renewals, failures);
    }

    private List<Metric> requests() {
        return List.of(
                byType(
                        counter("http_tracker_core_requests_received_total", "Announces and scrapes over HTTP."),
                        RequestCounts.TCP,
                        HTTP_TYPES,
                        RequestCounts.HANDLED),
                byType(
                        counter(
                                "udp_tracker_core_requests_received_total",
                                "Connects, announces and scrapes over UDP."),
                        UDP,
                        UDP_TYPES,
                        RequestCounts.HANDLED),
                udp(counter(SERVER + "requests_received_total", "Received datagrams."), EnumSet.allOf(Outcome.class)),
                byType(
                        counter(SERVER + "requests_accepted_total", "Datagrams that were parsed."),
                        UDP,
                        UDP_TYPES,
                        ACCEPTED),
                udp(counter(SERVER + "requests_aborted_total", "Aborted requests; always 0."), Set.of()),
                udp(counter(SERVER + "requests_banned_total", "Datagrams of banned addresses; always 0."), Set.of()),
                udp(
                        counter(SERVER + "requests_discarded_total", "Malformed datagrams."),
                        EnumSet.of(Outcome.MALFORMED)),
                responses(),
                udp(counter(SERVER + "errors_total", "Requests that were rejected or failed."), RequestCounts.ERRORS),
                connectionIdErrors(),
                gauge(SERVER + "ips_banned_total", "Banned addresses; always 0.")
                        .with(0),
                counter(
                                SERVER + "datagrams_dropped_total",
                                "Datagrams that the kernel dropped because a receive buffer was full.")
                        .with(metrics.figure(Figure.RECEIVE_BUFFER_DROPS)),
                timed(
                        gauge(SERVER + "performance_avg_processing_time_ns", "Average processing time of requests."),
                        type -> metrics.averageNanos(Frontend.UDP, type)),
                timed(
                        counter(
                                SERVER + "performance_avg_processed_requests_total",
                                "Requests whose processing time was measured."),
                        type -> metrics.timed(Frontend.UDP, type)));
    }

    /** Work for the requests of one frontend and family, with the labels of its socket. */
    private interface SocketWork {
        void accept(Frontend frontend, Family family, Map<String, String> labels);
    }

    private Metric bySocket(Metric metric, Set<Frontend> sources, SocketWork work) {
        for (Frontend frontend : sources) {
            for (Family family : Family.values()) {
                sockets.labels(frontend, family).ifPresent(labels -> work.accept(frontend, family, labels));
            }
        }
        return metric;
    }

    private Metric udp(Metric metric, Set<Outcome> outcomes) {
        return bySocket(
                metric,
                UDP,
                (frontend, family, labels) -> metric.with(labels, requests.count(frontend, family, outcomes)));
    }

    private Metric byType(Metric metric, Set<Frontend> sources, Set<RequestType> types, Set<Outcome> outcomes) {
        return bySocket(
                metric,
                sources,
                (frontend, family, labels) -> types.forEach(type -> metric.with(
                        and(labels, TYPE, nameOf(type)), requests.count(frontend, family, type, outcomes))));
    }

    /** By the client in the peer id of an announce; without a client for scrapes and unknown clients. */
    private Metric connectionIdErrors() {
        Metric metric = counter(SERVER + "connection_id_errors_total", "Requests with a wrong connection id.");
        return bySocket(metric, UDP, (frontend, family, labels) -> {
            long others = requests.count(frontend, family, EnumSet.of(Outcome.BAD_CONNECTION_ID));
            for (int client = ClientName.UNKNOWN + 1; client < ClientName.count(); client++) {
                long errors = metrics.badConnectionIds(frontend, family, client);
                others -= errors;
                if (errors > 0) {
                    metric.with(and(labels, "client_software_name", ClientName.name(client)), errors);
                }
            }
            metric.with(labels, Math.max(0, others));
        });
    }

    private Metric responses() {
        Metric metric = counter(SERVER + "responses_sent_total", "Responses, including errors.");
        return bySocket(
                metric,
                UDP,
                (frontend, family, labels) -> UDP_TYPES.forEach(type -> {
                    Map<String, String> ofType = and(labels, TYPE, nameOf(type));
                    metric.with(
                            and(ofType, "result", "ok"),
                            requests.count(frontend, family, type, EnumSet.of(Outcome.ANSWERED)));
                    metric.with(
                            and(ofType, "result", "error"),
                            requests.count(frontend, family, type, RequestCounts.ANSWERED_WITH_ERROR));
                }));
    }

    /** Processing times are not measured by socket. */
    private static Metric timed(Metric metric, ToLongFunction<RequestType> value) {
        Map<String, String> labels = Map.of("server_binding_protocol", "udp");
        UDP_TYPES.forEach(type -> metric.with(and(labels, TYPE, nameOf(type)), value.applyAsLong(type)));
        return metric;
    }

    private static String nameOf(RequestType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
