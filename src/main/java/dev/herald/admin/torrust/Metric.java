package dev.herald.admin.torrust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A metric with its samples.
 *
 * @param name name in Prometheus
 * @param help one sentence without line breaks
 * @param samples mutable; {@link #with} adds to it
 */
record Metric(Type type, String name, String help, List<Sample> samples) {

    /** The type in Prometheus. */
    enum Type {
        /** Never decreases. */
        COUNTER,
        /** May increase and decrease. */
        GAUGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value.
     *
     * @param labels in the order of the output
     */
    record Sample(Map<String, String> labels, long value) {}

    static Metric counter(String name, String help) {
        return new Metric(Type.COUNTER, name, help, new ArrayList<>());
    }

    static Metric gauge(String name, String help) {
        return new Metric(Type.GAUGE, name, help, new ArrayList<>());
    }

    /** Adds a sample without labels. */
    Metric with(long value) {
        return with(Map.of(), value);
    }

    Metric with(Map<String, String> labels, long value) {
        samples.add(new Sample(labels, value));
        return this;
    }

    /** {@code labels} and another one. */
    static Map<String, String> and(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
