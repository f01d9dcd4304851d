package dev.herald.admin.prometheus;

import dev.herald.admin.prometheus.CallbackRegistry.Samples;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RequestType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The metrics of the frontends that are open. All combinations of labels exist from the start, with 0, so that no increase is missed. */
final class FrontendMetrics {

    private final Metrics metrics;
    private final OpenSockets sockets;

    FrontendMetrics(Metrics metrics, OpenSockets sockets) {
        this.metrics = metrics;
        this.sockets = sockets;
    }

    void register(CallbackRegistry registry) {
        requests(registry, "herald_announces_total", "Announces by result.", RequestType.ANNOUNCE);
        requests(registry, "herald_scrapes_total", "Scrapes by result.", RequestType.SCRAPE);
        requests(registry, "herald_connects_total", "Connects (UDP) by result.", RequestType.CONNECT);
        registry.counter(
                "herald_rejections_total",
                "Requests and connections that were rejected or dropped, by reason.",
                forEachOpen(this::rejections),
                "frontend",
                "reason");
        registry.counter(
                "herald_bytes_total",
                "Bytes of requests (in) and answers (out), without TLS and lower layers; for http.jaxrs without headers.",
                forEachOpen(this::bytes),
                "frontend",
                "direction");
        registry.gauge(
                "herald_connections",
                "Open connections of the HTTP frontends.",
                forEachOpen(this::connections),
                "frontend");
        registry.counter(
                "herald_datagrams_dropped_total",
                "Datagrams that were lost because a buffer of a UDP socket was full.",
                this::droppedDatagrams,
                "cause");
        registry.prometheus().register(new AnswerTimeCollector(metrics, this::open));
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

    /** Adds the values of one frontend. */
    private interface OfFrontend {
        void addTo(Samples samples, Frontend frontend);
    }

    private Consumer<Samples> forEachOpen(OfFrontend values) {
        return samples -> open().forEach(frontend -> values.addTo(samples, frontend));
    }

    private void requests(CallbackRegistry registry, String name, String help, RequestType kind) {
        OfFrontend counts = (samples, frontend) -> requests(samples, frontend, kind);
        registry.counter(name, help, forEachOpen(counts), "frontend", "family", "result");
    }

    private void requests(Samples samples, Frontend frontend, RequestType kind) {
        if (!kinds(frontend).contains(kind)) {
            return;
        }
        for (Family family : Family.values()) {
            for (Outcome outcome : outcomes(frontend)) {
                long count = metrics.count(frontend, family, kind, outcome);
                samples.add(count, frontend.label(), family.label(), outcome.label());
            }
        }
    }

    private void rejections(Samples samples, Frontend frontend) {
        for (Reason reason : Reason.values()) {
            samples.add(metrics.rejections(frontend, reason), frontend.label(), reason.label());
        }
    }

    private void bytes(Samples samples, Frontend frontend) {
        samples.add(metrics.bytesIn(frontend), frontend.label(), "in");
        samples.add(metrics.bytesOut(frontend), frontend.label(), "out");
    }

    private void connections(Samples samples, Frontend frontend) {
        if (frontend != Frontend.UDP) {
            samples.add(metrics.figure(frontend, Figure.OPEN_CONNECTIONS), frontend.label());
        }
    }

    private void droppedDatagrams(Samples samples) {
        samples.add(metrics.figure(Figure.RECEIVE_BUFFER_DROPS), "receive_buffer");
        samples.add(metrics.rejections(Frontend.UDP, Reason.OVERLOAD), "send_buffer");
    }
}
