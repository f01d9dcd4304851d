package dev.herald.admin.prometheus;

import dev.herald.metrics.AnswerTimes;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.RequestType;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.function.Supplier;

/** The histograms of answer times. */
final class AnswerTimeCollector implements Collector {

    private final Metrics metrics;
    private final Supplier<? extends Collection<Frontend>> frontends;

    AnswerTimeCollector(Metrics metrics, Supplier<? extends Collection<Frontend>> frontends) {
        this.metrics = metrics;
        this.frontends = frontends;
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder histograms = HistogramSnapshot.builder()
                .name("herald_answer_seconds")
                .help("Time from a request to its answer, without the network and the server below, of a sample of the"
                        + " requests that were answered.");
        for (Frontend frontend : frontends.get()) {
            for (RequestType kind : FrontendMetrics.kinds(frontend)) {
                Labels labels = Labels.of("frontend", frontend.label(), "kind", kind.label());
                histograms.dataPoint(histogram(metrics.answerTimes(frontend, kind), labels));
            }
        }
        return histograms.build();
    }

    private static HistogramDataPointSnapshot histogram(AnswerTimes times, Labels labels) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < AnswerTimes.BUCKETS; bucket++) {
            buckets.bucket(AnswerTimes.boundSeconds(bucket), times.count(bucket));
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(times.seconds())
                .labels(labels)
                .build();
    }
}
