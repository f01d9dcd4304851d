package dev.herald.benchmark;

/**
 * The result of one run of a load generator.
 *
 * @param sent number of announces
 * @param answered number of responses, including those shortly after the end
 * @param bytes total size of the response bodies
 * @param nanos duration of the run
 */
public record LoadResult(long sent, long answered, long bytes, long nanos) {}
