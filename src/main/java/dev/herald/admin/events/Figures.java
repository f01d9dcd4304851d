package dev.herald.admin.events;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.AnswerTimes;
import dev.herald.metrics.Figure;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.Outcome;
import dev.herald.metrics.Reason;
import dev.herald.metrics.RequestType;
import dev.herald.swarm.SwarmActivity;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The figures of the tracker by name, such as {@code announces.udp.ipv4}. */
public final class Figures {

    static final String CPU = "cpu";
    static final String DROPPED = "dropped_datagrams";
    static final String DROPPED_TOTAL = "dropped_datagrams_total";
    static final String STORED = "stored";

    private static final double NANOS_PER_SECOND = 1e9;

    /** Rates by frontend and family. */
    static final List<String> RATES = List.of("connects", "announces", "scrapes", "rejections");

    /** Answer times of a frontend, in seconds, with the share of answers that are not slower. */
    static final Map<String, Double> QUANTILES = new TreeMap<>(Map.of("p50", 0.5, "p99", 0.99));

    private static final List<String> GAUGES =
            List.of("torrents", "seeders", "leechers", "completed", "heap_used", CPU, DROPPED);

    /** The names of the history, in the order in which they are listed. */
    static final List<String> HISTORY = historyNames();

    private final Metrics metrics;
    private final Swarms swarms;
    private final LongSupplier cpuNanos;
    private final double processors = Runtime.getRuntime().availableProcessors();

    /**
     * Reads nothing yet.
     *
     * @param cpuNanos processor time that the process has used, in nanoseconds
     */
    public Figures(Metrics metrics, Swarms swarms, LongSupplier cpuNanos) {
        this.metrics = metrics;
        this.swarms = swarms;
        this.cpuNanos = cpuNanos;
    }

    private static List<String> historyNames() {
        List<String> names = new ArrayList<>(GAUGES);
        for (Frontend frontend : Frontend.values()) {
            for (Family family : Family.values()) {
                names.add(name("announces", frontend, family));
                names.add(name("scrapes", frontend, family));
                names.add(name("rejections", frontend, family));
            }
            if (frontend != Frontend.UDP) {
                names.add(name("connections", frontend));
            }
            QUANTILES.keySet().forEach(quantile -> names.add(name(quantile, frontend)));
        }
        for (Reason reason : Reason.values()) {
            names.add(rejected(reason));
        }
        return List.copyOf(names);
    }

    private static String rejected(Reason reason) {
        return "rejected." + reason.label();
    }

    static String name(String figure, Frontend frontend) {
        return figure + "." + frontend.label();
    }

    static String name(String figure, Frontend frontend, Family family) {
        return name(figure, frontend) + "." + family.label();
    }

    Reading read() {
        Map<String, Double> counters = new HashMap<>();
        Map<String, Double> gauges = new HashMap<>();
        Map<Frontend, AnswerTimes> times = new EnumMap<>(Frontend.class);
        for (Frontend frontend : Frontend.values()) {
            for (Family family : Family.values()) {
                requests(frontend, family, counters);
            }
            if (frontend != Frontend.UDP) {
                gauges.put(name("connections", frontend), (double) metrics.figure(frontend, Figure.OPEN_CONNECTIONS));
            }
            times.put(frontend, metrics.answerTimes(frontend));
        }
        for (Reason reason : Reason.values()) {
            counters.put(rejected(reason), rejections(reason));
        }
        swarms(gauges);
        Runtime runtime = Runtime.getRuntime();
        gauges.put("heap_used", (double) (runtime.totalMemory() - runtime.freeMemory()));
        double dropped = metrics.droppedDatagrams();
        counters.put(DROPPED, dropped);
        gauges.put(DROPPED_TOTAL, dropped);
        // Seconds, of which the rate is the share of all processors.
        counters.put(CPU, cpuNanos.getAsLong() / NANOS_PER_SECOND / processors);
        return new Reading(System.nanoTime(), counters, gauges, times);
    }

    private void requests(Frontend frontend, Family family, Map<String, Double> to) {
        to.put(name("connects", frontend, family), count(frontend, family, RequestType.CONNECT));
        to.put(name("announces", frontend, family), count(frontend, family, RequestType.ANNOUNCE));
        to.put(name("scrapes", frontend, family), count(frontend, family, RequestType.SCRAPE));
        double rejections = 0;
        for (Reason reason : Reason.values()) {
            rejections += metrics.rejections(frontend, family, reason);
        }
        to.put(name("rejections", frontend, family), rejections);
    }

    /** Answered or not. */
    private double count(Frontend frontend, Family family, RequestType type) {
        double sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += metrics.count(frontend, family, type, outcome);
        }
        return sum;
    }

    private double rejections(Reason reason) {
        double sum = 0;
        for (Frontend frontend : Frontend.values()) {
            sum += metrics.rejections(frontend, reason);
        }
        return sum;
    }

    private void swarms(Map<String, Double> gauges) {
        SwarmTotals totals = swarms.totals();
        SwarmActivity activity = swarms.activity();
        gauges.put("torrents", (double) totals.torrents());
        gauges.put("seeders", (double) totals.seeders());
        gauges.put("leechers", (double) totals.leechers());
        gauges.put("completed", (double) totals.downloaded());
        gauges.put(STORED, (double) (activity.peersAdded() - activity.peersRemoved() + totals.torrents()));
    }
}
