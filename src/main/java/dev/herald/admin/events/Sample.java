package dev.herald.admin.events;

import java.util.Map;

/**
 * The figures of one second.
 *
 * @param second since 1970
 * @param values rates per second and gauges, by name; the names of {@link Figures#HISTORY} and some more
 */
public record Sample(long second, Map<String, Double> values) {

    public Sample {
        values = Map.copyOf(values);
    }

    /** A value; not a number if it is unknown. */
    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** A value that is a whole number; 0 if it is unknown. */
    long whole(String name) {
        return Math.round(value(name));
    }
}
