package dev.herald.admin.torrust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One metric with its samples.
 *
 * @param name as Prometheus has it
 * @param help one sentence without line breaks
 * @param samples grows by {@link #with}
 */
record Metric(Type type, String name, String help, List<Sample> samples) {

    /** What may become of the value. */
    enum Type {
        /** It only grows. */
        COUNTER,
        /** It goes up and down. */
        GAUGE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One value.
     *
     * @param labels in the order in which they are shown
     */
    record Sample(Map<String, String> labels, long value) {}

    static Metric counter(String name, String help) {
        return new Metric(Type.COUNTER, name, help, new ArrayList<>());
    }

    static Metric gauge(String name, String help) {
        return new Metric(Type.GAUGE, name, help, new ArrayList<>());
    }

    /** With one more sample. */
    Metric with(long value) {
        return with(Map.of(), value);
    }

    Metric with(Map<String, String> labels, long value) {
        samples.add(new Sample(labels, value));
        return this;
    }

    /** {@code labels} and one more. */
    static Map<String, String> and(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}
