package dev.herald.metrics;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * A histogram of the time between a request and its answer, without the network. Immutable: a copy of the counters at one time. The counters
 * only grow, so the difference of two copies is the histogram of the time between them.
 */
public final class AnswerTimes {

    /** The upper bounds of the buckets in nanoseconds, inclusive. Slower answers are in one more bucket. */
    private static final long[] BOUNDS = bounds();

    /** The number of buckets, with the last one, which has no bound. */
    public static final int BUCKETS = BOUNDS.length + 1;

    /** Contains no answer. */
    public static final AnswerTimes NONE = new AnswerTimes(new long[BUCKETS], 0);

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] counts;
    private final long nanos;

    private AnswerTimes(long[] counts, long nanos) {
        this.counts = counts;
        this.nanos = nanos;
    }

    /** Adds the counters of a recorder. */
    AnswerTimes plus(Recorder recorder, RequestType type) {
        long[] sum = counts.clone();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sum[bucket] += recorder.timed(type, bucket);
        }
        return new AnswerTimes(sum, nanos + recorder.nanos(type));
    }

    /** Returns the histogram of both. */
    public AnswerTimes plus(AnswerTimes other) {
        return combined(other, 1);
    }

    /** Returns the histogram of what was added since an earlier copy. */
    public AnswerTimes minus(AnswerTimes earlier) {
        return combined(earlier, -1);
    }

    private AnswerTimes combined(AnswerTimes other, int sign) {
        long[] combined = counts.clone();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            combined[bucket] += sign * other.counts[bucket];
        }
        return new AnswerTimes(combined, nanos + sign * other.nanos);
    }

    /** Returns the upper bound of a bucket in seconds; positive infinity for the last one. */
    public static double boundSeconds(int bucket) {
        return bucket == BOUNDS.length ? Double.POSITIVE_INFINITY : BOUNDS[bucket] / NANOS_PER_SECOND;
    }

    /** Returns the number of answers in a bucket, without those of lower buckets. */
    public long count(int bucket) {
        return counts[bucket];
    }

    /** Returns the number of all answers. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Returns the sum of all times in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /** Returns the sum of all times in seconds. */
    public double seconds() {
        return nanos / NANOS_PER_SECOND;
    }

    /**
     * Returns a percentile in seconds, interpolated within its bucket; the largest bound if it is above; empty if there is no answer.
     *
     * @param share the share of answers that are not slower, 0 to 1, such as 0.99
     */
    public OptionalDouble percentile(double share) {
        double rank = share * total();
        long below = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            long count = counts[bucket];
            if (count > 0 && below + count >= rank) {
                return OptionalDouble.of(interpolated(bucket, (rank - below) / count));
            }
            below += count;
        }
        return OptionalDouble.empty();
    }

    private static double interpolated(int bucket, double part) {
        if (bucket == BOUNDS.length) {
            return boundSeconds(bucket - 1);
        }
        double lower = bucket == 0 ? 0 : boundSeconds(bucket - 1);
        return lower + (boundSeconds(bucket) - lower) * part;
    }

    /** Returns the bucket of a time. */
    static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** 1, 2, 5, 10 and so on, from a microsecond to a second. An answer over UDP takes a few microseconds, a slow one milliseconds. */
    private static long[] bounds() {
        int[] steps = {1, 2, 5};
        long[] bounds = new long[6 * steps.length + 1];
        long power = TimeUnit.MICROSECONDS.toNanos(1);
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = power * steps[i % steps.length];
            power *= i % steps.length == steps.length - 1 ? 10 : 1;
        }
        return bounds;
    }
}
