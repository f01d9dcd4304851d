package dev.herald.benchmark;

/**
 * What one stretch of load came to.
 *
 * @param sent announces
 * @param answered those that were answered, if need be shortly after the end
 * @param bytes what all answers had together, without headers
 * @param nanos how long it took
 */
public record Stretch(long sent, long answered, long bytes, long nanos) {}
