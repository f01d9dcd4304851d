package dev.herald.admin.torrust;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of {@code /api/v1/stats}, with Torrust's names and order, which dashboards use. */
record Stats(Metrics metrics, Swarms swarms) {

    /** The current figures, in the order of the output. */
    Map<String, Long> now() {
        Map<String, Long> figures = new LinkedHashMap<>();
        swarms(figures);
        tcp(figures, "tcp4_", Family.IPV4);
        tcp(figures, "tcp6_", Family.IPV6);
        figures.put("udp_requests_discarded", requests().count(Frontend.UDP, Outcome.MALFORMED));
        figures.put("udp_requests_aborted", 0L);
        figures.put("udp_requests_banned", 0L);
        figures.put("udp_banned_ips_total", 0L);
        figures.put("udp_avg_connect_processing_time_ns", metrics.averageNanos(Frontend.UDP, RequestType.CONNECT));
        figures.put("udp_avg_announce_processing_time_ns", metrics.averageNanos(Frontend.UDP, RequestType.ANNOUNCE));
        figures.put("udp_avg_scrape_processing_time_ns", metrics.averageNanos(Frontend.UDP, RequestType.SCRAPE));
        udp(figures, "udp4_", Family.IPV4);
        udp(figures, "udp6_", Family.IPV6);
        return figures;
    }

    private RequestCounts requests() {
        return new RequestCounts(metrics);
    }

    private void swarms(Map<String, Long> figures) {
        SwarmTotals totals = swarms.totals();
        figures.put("torrents", totals.torrents());
        figures.put("seeders", totals.seeders());
        figures.put("completed", totals.downloaded());
        figures.put("completed_in_session", swarms.activity().completed());
        figures.put("completed_persisted", swarms.keepsDownloads() ? totals.downloaded() : 0);
        figures.put("completed_persisted_enabled", swarms.keepsDownloads() ? 1L : 0L);
        figures.put("leechers", totals.leechers());
    }

    /** Torrust counts each request as a connection. */
    private void tcp(Map<String, Long> figures, String prefix, Family family) {
        long announces = tcp(family, RequestType.ANNOUNCE);
        long scrapes = tcp(family, RequestType.SCRAPE);
        figures.put(prefix + "connections_handled", announces + scrapes);
        figures.put(prefix + "announces_handled", announces);
        figures.put(prefix + "scrapes_handled", scrapes);
    }

    private long tcp(Family family, RequestType type) {
        return RequestCounts.TCP.stream()
                .mapToLong(frontend -> requests().handled(frontend, family, type))
                .sum();
    }

    private void udp(Map<String, Long> figures, String prefix, Family family) {
        figures.put(prefix + "requests", requests().count(Frontend.UDP, family, EnumSet.allOf(Outcome.class)));
        figures.put(prefix + "connections_handled", requests().handled(Frontend.UDP, family, RequestType.CONNECT));
        figures.put(prefix + "announces_handled", requests().handled(Frontend.UDP, family, RequestType.ANNOUNCE));
        figures.put(prefix + "scrapes_handled", requests().handled(Frontend.UDP, family, RequestType.SCRAPE));
        figures.put(prefix + "responses", requests().count(Frontend.UDP, family, RequestCounts.RESPONDED));
        figures.put(prefix + "errors_handled", requests().count(Frontend.UDP, family, RequestCounts.ERRORS));
    }
}
