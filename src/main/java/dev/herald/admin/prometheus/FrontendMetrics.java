package dev.herald.admin.prometheus;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RequestType;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The metrics of the frontends that are open. All combinations of labels exist from the start, with 0, so that no increase is missed. */
final class FrontendMetrics {

    private final Metrics metrics;
    private final OpenSockets sockets;

    FrontendMetrics(Metrics metrics, OpenSockets sockets) {
        this.metrics = metrics;
        this.sockets = sockets;
    }

    void register(PrometheusRegistry registry) {
        requests(registry, "herald_announces_total", "Announces by result.", RequestType.ANNOUNCE);
        requests(registry, "herald_scrapes_total", "Scrapes by result.", RequestType.SCRAPE);
        requests(registry, "herald_connects_total", "Connects (UDP) by result.", RequestType.CONNECT);
        rejections(registry);
        registry.register(new AnswerTimeCollector(metrics, this::open));
        bytes(registry);
        droppedDatagrams(registry);
        connections(registry);
    }

    /** The types of requests that a frontend has. */
    static List<RequestType> kinds(Frontend frontend) {
        return frontend == Frontend.UDP
                ? List.of(RequestType.CONNECT, RequestType.ANNOUNCE, RequestType.SCRAPE)
                : List.of(RequestType.ANNOUNCE, RequestType.SCRAPE);
    }

    private static Set<Outcome> outcomes(Frontend frontend) {
        return frontend == Frontend.UDP
                ? EnumSet.allOf(Outcome.class)
                : EnumSet.of(Outcome.ANSWERED, Outcome.REJECTED, Outcome.INVALID, Outcome.FAILED);
    }

    private Set<Frontend> open() {
        Set<Frontend> open = EnumSet.noneOf(Frontend.class);
        sockets.open().forEach(socket -> open.add(socket.frontend()));
        return open;
    }

    private void requests(PrometheusRegistry registry, String name, String help, RequestType kind) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("frontend", "family", "result")
                .callback(counter -> {
                    for (Frontend frontend : open()) {
                        if (kinds(frontend).contains(kind)) {
                            requests(counter, frontend, kind);
                        }
                    }
                })
                .register(registry);
    }

    private void requests(CounterWithCallback.Callback counter, Frontend frontend, RequestType kind) {
        for (Family family : Family.values()) {
            for (Outcome outcome : outcomes(frontend)) {
                counter.call(
                        metrics.count(frontend, family, kind, outcome),
                        frontend.label(),
                        family.label(),
                        outcome.label());
            }
        }
    }

    private void rejections(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("herald_rejections_total")
                .help("Requests and connections that were rejected or dropped, by reason.")
                .labelNames("frontend", "reason")
                .callback(counter -> {
                    for (Frontend frontend : open()) {
                        for (Reason reason : Reason.values()) {
                            counter.call(metrics.rejections(frontend, reason), frontend.label(), reason.label());
                        }
                    }
                })
                .register(registry);
    }

    private void bytes(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("herald_bytes_total")
                .help("Bytes of requests (in) and answers (out), without TLS and lower layers; for http.jaxrs without"
                        + " headers.")
                .labelNames("frontend", "direction")
                .callback(counter -> {
                    for (Frontend frontend : open()) {
                        counter.call(metrics.bytesIn(frontend), frontend.label(), "in");
                        counter.call(metrics.bytesOut(frontend), frontend.label(), "out");
                    }
                })
                .register(registry);
    }

    private void droppedDatagrams(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("herald_datagrams_dropped_total")
                .help("Datagrams that were lost because a buffer of a UDP socket was full.")
                .labelNames("cause")
                .callback(counter -> {
                    counter.call(metrics.figure(Figure.RECEIVE_BUFFER_DROPS), "receive_buffer");
                    counter.call(metrics.rejections(Frontend.UDP, Reason.OVERLOAD), "send_buffer");
                })
                .register(registry);
    }

    private void connections(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("herald_connections")
                .help("Open connections of the HTTP frontends.")
                .labelNames("frontend")
                .callback(gauge -> {
                    for (Frontend frontend : open()) {
                        if (frontend != Frontend.UDP) {
                            gauge.call(metrics.figure(frontend, Figure.OPEN_CONNECTIONS), frontend.label());
                        }
                    }
                })
                .register(registry);
    }
}
