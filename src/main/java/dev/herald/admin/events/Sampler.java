package dev.herald.admin.events;

import dev.herald.metrics.AnswerTimes;
import dev.herald.metrics.Frontend;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes a {@link Sample} of two successive readings: the growth of counters becomes a rate per second. The percentiles of answer times are
 * those of the last minute, because few requests are timed.
 */
public final class Sampler {

    /** Samples of the answer times. */
    private static final int MINUTE = 60;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Supplier<Reading> reader;
    private final LongSupplier second;
    private final Deque<Map<Frontend, AnswerTimes>> times = new ArrayDeque<>();
    private Reading before;
    private volatile Sample latest;

    /**
     * Takes the first reading.
     *
     * @param second the current second since 1970
     */
    public Sampler(Figures figures, LongSupplier second) {
        this(figures::read, second);
    }

    Sampler(Supplier<Reading> reader, LongSupplier second) {
        this.reader = reader;
        this.second = second;
        this.before = reader.get();
        this.latest = new Sample(second.getAsLong(), before.gauges());
        times.add(before.times());
    }

    /** Takes a reading; to be called once a second. */
    public synchronized Sample sample() {
        Reading now = reader.get();
        Map<String, Double> values = new HashMap<>(now.gauges());
        double seconds = (now.nanos() - before.nanos()) / NANOS_PER_SECOND;
        if (seconds > 0) {
            now.counters().forEach((name, count) -> {
                double growth = count - before.counters().getOrDefault(name, count);
                values.put(name, Math.max(0, growth) / seconds);
            });
        }
        addPercentiles(now, values);
        before = now;
        latest = new Sample(second.getAsLong(), values);
        return latest;
    }

    private void addPercentiles(Reading now, Map<String, Double> to) {
        Map<Frontend, AnswerTimes> minuteAgo = times.element();
        now.times().forEach((frontend, sinceStart) -> {
            AnswerTimes lastMinute = sinceStart.minus(minuteAgo.get(frontend));
            Figures.QUANTILES.forEach((name, share) ->
                    lastMinute.percentile(share).ifPresent(answer -> to.put(Figures.name(name, frontend), answer)));
        });
        times.add(now.times());
        if (times.size() > MINUTE) {
            times.remove();
        }
    }

    /** The latest sample. */
    public Sample latest() {
        return latest;
    }
}
