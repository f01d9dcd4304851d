package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.herald.AllocatedBytes;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class AnswerTimesTest {

    private final Metrics metrics = new Metrics();
    private final Recorder recorder = metrics.recorder(Frontend.UDP);

    @Test
    void the_bounds_include_those_from_50_microseconds_to_a_second() {
        assertThat(IntStream.range(0, AnswerTimes.BUCKETS).mapToObj(AnswerTimes::boundSeconds))
                .isSorted()
                .contains(0.00005, 0.0001, 0.001, 0.05, 1.0)
                .startsWith(0.000001, 0.000002, 0.000005)
                .endsWith(Double.POSITIVE_INFINITY);
    }

    @Test
    void a_time_is_in_the_first_bucket_whose_bound_is_not_smaller() {
        for (int bucket = 0; bucket < AnswerTimes.BUCKETS - 1; bucket++) {
            long bound = Math.round(AnswerTimes.boundSeconds(bucket) * 1e9);
            assertThat(AnswerTimes.bucket(bound)).isEqualTo(bucket);
            assertThat(AnswerTimes.bucket(bound + 1)).isEqualTo(bucket + 1);
        }
        assertThat(AnswerTimes.bucket(0)).isZero();
        assertThat(AnswerTimes.bucket(-1)).isZero();
        assertThat(AnswerTimes.bucket(Long.MAX_VALUE)).isEqualTo(AnswerTimes.BUCKETS - 1);
    }

    @Test
    void no_answer_has_no_percentile() {
        assertThat(metrics.answerTimes(Frontend.UDP).percentile(0.5)).isEmpty();
        assertThat(AnswerTimes.NONE.total()).isZero();
    }

    @Test
    void a_percentile_is_within_the_bucket_of_the_exact_one() {
        for (int micros = 1; micros <= 1000; micros++) {
            recorder.took(RequestType.ANNOUNCE, TimeUnit.MICROSECONDS.toNanos(micros));
        }
        AnswerTimes times = metrics.answerTimes(Frontend.UDP, RequestType.ANNOUNCE);
        assertThat(times.total()).isEqualTo(1000);
        assertThat(times.seconds()).isCloseTo(0.5005, within(1e-9));
        assertThat(times.percentile(0.5).orElseThrow()).isCloseTo(0.0005, within(1e-5));
        assertThat(times.percentile(0.99).orElseThrow()).isCloseTo(0.00099, within(1e-5));
        assertThat(times.percentile(1).orElseThrow()).isEqualTo(0.001);
    }

    @Test
    void a_percentile_above_the_last_bound_is_that_bound() {
        recorder.took(RequestType.SCRAPE, TimeUnit.MINUTES.toNanos(1));
        assertThat(metrics.answerTimes(Frontend.UDP).percentile(0.5)).hasValue(1);
    }

    @Test
    void the_difference_of_two_copies_is_what_was_added_between_them() {
        recorder.took(RequestType.ANNOUNCE, 3_000);
        AnswerTimes earlier = metrics.answerTimes(Frontend.UDP);
        recorder.took(RequestType.ANNOUNCE, 70_000);
        recorder.took(RequestType.SCRAPE, 80_000);
        AnswerTimes added = metrics.answerTimes(Frontend.UDP).minus(earlier);
        assertThat(added.total()).isEqualTo(2);
        assertThat(added.nanos()).isEqualTo(150_000);
        assertThat(added.count(AnswerTimes.bucket(70_000))).isEqualTo(2);
        assertThat(added.count(AnswerTimes.bucket(3_000))).isZero();
    }

    @Test
    void recording_a_time_allocates_nothing() {
        assertThat(AllocatedBytes.perCall(() -> recorder.took(RequestType.ANNOUNCE, 1_234_567)))
                .isZero();
    }
}
