package dev.herald.benchmark;

/**
 * CPU time of Herald per answer as a multiple of that of the baseline.
 *
 * @param name what was measured
 * @param median of all rounds
 * @param least minimum of all rounds
 * @param most maximum of all rounds
 */
record Ratio(String name, double median, double least, double most) {}
