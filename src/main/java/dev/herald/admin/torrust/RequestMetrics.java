package dev.herald.admin.torrust;

import static dev.herald.admin.torrust.Metric.and;
import static dev.herald.admin.torrust.Metric.counter;
import static dev.herald.admin.torrust.Metric.gauge;

import dev.herald.bittorrent.ClientName;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** What was asked through the doors, and how that ended. */
final class RequestMetrics {

    private static final String SERVER = "udp_tracker_server_";
    private static final String KIND = "request_kind";
    private static final Set<RequestType> UDP_KINDS =
            EnumSet.of(RequestType.CONNECT, RequestType.ANNOUNCE, RequestType.SCRAPE);
    private static final Set<RequestType> HTTP_KINDS = EnumSet.of(RequestType.ANNOUNCE, RequestType.SCRAPE);

    /** Understood, even if the connection id was wrong. */
    private static final Set<Outcome> ACCEPTED =
            EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.FAILED, Outcome.BAD_CONNECTION_ID);

    private final Metrics metrics;
    private final RequestCounts requests;
    private final SocketLabels bindings;
    private final FrontendFigures beyond;

    RequestMetrics(Metrics metrics, SocketLabels bindings, FrontendFigures beyond) {
        this.metrics = metrics;
        this.requests = new RequestCounts(metrics);
        this.bindings = bindings;
        this.beyond = beyond;
    }

    List<Metric> now() {
        List<Metric> all = new ArrayList<>(requests());
        all.addAll(connections());
        all.addAll(certificates());
        return all;
    }

    /** Of the doors whose number of connections is limited. */
    private List<Metric> connections() {
        return List.of(
                gauge("herald_connections_open", "Connections that the HTTP trackers have now.")
                        .with(beyond.openConnections().getAsLong()),
                counter("herald_connections_refused_total", "Connections that they have turned away for a limit.")
                        .with(beyond.refusedConnections().getAsLong()));
    }

    /** Of the doors that speak TLS; nothing where none does. */
    private List<Metric> certificates() {
        List<Certificates.State> states = beyond.certificates().all();
        if (states.isEmpty()) {
            return List.of();
        }
        Metric expires = gauge(
                "tls_certificate_expires_timestamp_seconds",
                "Until when the certificate in use is valid, in seconds since 1970.");
        Metric renewals = counter("tls_certificate_renewals_total", "Certificates taken into use since the start.");
        Metric failures = counter("tls_certificate_failures_total", "Certificates found that could not be used.");
        for (Certificates.State state : states) {
            Map<String, String> door = Map.of("door", state.door());
            expires.with(door, state.expires());
            renewals.with(door, state.renewals());
            failures.with(door, state.failures());
        }
        return List.of(expires, renewals, failures);
    }

    private List<Metric> requests() {
        return List.of(
                byKind(
                        counter("http_tracker_core_requests_received_total", "Announces and scrapes over HTTP."),
                        RequestCounts.TCP,
                        HTTP_KINDS,
                        RequestCounts.HANDLED),
                byKind(
                        counter(
                                "udp_tracker_core_requests_received_total",
                                "Connects, announces and scrapes over UDP."),
                        EnumSet.of(Frontend.UDP),
                        UDP_KINDS,
                        RequestCounts.HANDLED),
                udp(counter(SERVER + "requests_received_total", "Datagrams that came."), EnumSet.allOf(Outcome.class)),
                byKind(
                        counter(SERVER + "requests_accepted_total", "Datagrams that were understood."),
                        EnumSet.of(Frontend.UDP),
                        UDP_KINDS,
                        ACCEPTED),
                udp(counter(SERVER + "requests_aborted_total", "Requests that were given up; none ever is."), Set.of()),
                udp(
                        counter(SERVER + "requests_banned_total", "Datagrams of banned addresses; none ever is."),
                        Set.of()),
                udp(
                        counter(SERVER + "requests_discarded_total", "Datagrams that are no request."),
                        EnumSet.of(Outcome.MALFORMED)),
                responses(),
                udp(counter(SERVER + "errors_total", "Requests that were refused or failed."), RequestCounts.ERRORS),
                connectionIdErrors(),
                gauge(SERVER + "ips_banned_total", "Addresses that are banned now; none ever is.")
                        .with(0),
                counter(
                                SERVER + "datagrams_dropped_total",
                                "Requests that the kernel dropped because a receive buffer was full.")
                        .with(beyond.droppedDatagrams().getAsLong()),
                timed(
                        gauge(SERVER + "performance_avg_processing_time_ns", "How long requests take, on average."),
                        kind -> metrics.averageNanos(Frontend.UDP, kind)),
                timed(
                        counter(SERVER + "performance_avg_processed_requests_total", "Requests whose time was taken."),
                        kind -> metrics.timed(Frontend.UDP, kind)));
    }

    private Metric udp(Metric metric, Set<Outcome> outcomes) {
        for (Family family : Family.values()) {
            bindings.labels(Frontend.UDP, family)
                    .ifPresent(labels -> metric.with(labels, requests.count(Frontend.UDP, family, outcomes)));
        }
        return metric;
    }

    /** By the client that an announce names; scrapes, and clients that are not known, stand without one. */
    private Metric connectionIdErrors() {
        Metric metric = counter(SERVER + "connection_id_errors_total", "Requests with a wrong connection id.");
        for (Family family : Family.values()) {
            bindings.labels(Frontend.UDP, family).ifPresent(labels -> {
                long others = requests.count(Frontend.UDP, family, EnumSet.of(Outcome.BAD_CONNECTION_ID));
                for (int client = ClientName.UNKNOWN + 1; client < ClientName.count(); client++) {
                    long errors = metrics.badConnectionIds(Frontend.UDP, family, client);
                    others -= errors;
                    if (errors > 0) {
                        metric.with(and(labels, "client_software_name", ClientName.name(client)), errors);
                    }
                }
                metric.with(labels, Math.max(0, others));
            });
        }
        return metric;
    }

    private Metric byKind(Metric metric, Set<Frontend> doors, Set<RequestType> kinds, Set<Outcome> outcomes) {
        for (Frontend door : doors) {
            for (Family family : Family.values()) {
                bindings.labels(door, family)
                        .ifPresent(labels -> kinds.forEach(kind -> metric.with(
                                and(labels, KIND, word(kind)), requests.count(door, family, kind, outcomes))));
            }
        }
        return metric;
    }

    /** Times are taken whatever the socket. */
    private static Metric timed(Metric metric, ToLongFunction<RequestType> value) {
        Map<String, String> labels = Map.of("server_binding_protocol", "udp");
        UDP_KINDS.forEach(kind -> metric.with(and(labels, KIND, word(kind)), value.applyAsLong(kind)));
        return metric;
    }

    private Metric responses() {
        Metric metric = counter(SERVER + "responses_sent_total", "Answers, errors included.");
        for (Family family : Family.values()) {
            bindings.labels(Frontend.UDP, family).ifPresent(labels -> {
                for (RequestType kind : UDP_KINDS) {
                    Map<String, String> ofKind = and(labels, KIND, word(kind));
                    metric.with(
                            and(ofKind, "result", "ok"),
                            requests.count(Frontend.UDP, family, kind, EnumSet.of(Outcome.ANSWERED)));
                    metric.with(
                            and(ofKind, "result", "error"),
                            requests.count(Frontend.UDP, family, kind, RequestCounts.ANSWERED_WITH_ERROR));
                }
            });
        }
        return metric;
    }

    private static String word(RequestType kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
