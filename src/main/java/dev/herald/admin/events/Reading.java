package dev.herald.admin.events;

import dev.herald.metrics.AnswerTimes;
import dev.herald.metrics.Frontend;
import java.util.Map;

/**
 * All figures at one moment.
 *
 * @param nanos the time of a clock like {@link System#nanoTime}
 * @param counters figures that only grow, by name
 * @param gauges figures that rise and fall, by name
 * @param times the answer times since the start
 */
record Reading(
        long nanos, Map<String, Double> counters, Map<String, Double> gauges, Map<Frontend, AnswerTimes> times) {}
