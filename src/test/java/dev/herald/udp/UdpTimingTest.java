package dev.herald.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.RequestType;
import dev.herald.tracker.AnnouncePolicy.Unreachable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The sample of processing times. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class UdpTimingTest {

    private static final String CONNECT = "0000041727101980 00000000 11223344";
    private static final String MALFORMED = "00";
    private static final int STEP_NANOS = 700;

    private final Metrics metrics = new Metrics();
    private long nanos;
    private final UdpTracker udp = new UdpTracker(
            new ConnectionIds(SipHash.keyed(HexClient.KEY)),
            HexClient.tracker(HexClient.policy(Unreachable.ANSWER)),
            Family.IPV4,
            metrics,
            InstantSource.fixed(Instant.ofEpochSecond(HexClient.NOW)),
            () -> nanos += STEP_NANOS);

    @Test
    void one_batch_in_256_is_timed() {
        for (int batch = 0; batch < 2 * UdpTracker.BATCHES_PER_TIMING; batch++) {
            assertThat(ask(CONNECT)).isTrue();
            assertThat(ask(CONNECT)).isTrue();
            udp.endOfBatch();
        }
        assertThat(metrics.timed(Frontend.UDP, RequestType.CONNECT)).isEqualTo(4);
        assertThat(metrics.averageNanos(Frontend.UDP, RequestType.CONNECT)).isEqualTo(STEP_NANOS);
    }

    @Test
    void a_request_without_answer_is_not_timed() {
        assertThat(ask(MALFORMED)).isFalse();
        for (RequestType kind : RequestType.values()) {
            assertThat(metrics.timed(Frontend.UDP, kind)).isZero();
        }
    }

    private boolean ask(String datagram) {
        return udp.handle(
                HexClient.datagram(HexClient.A, HexClient.bytes(datagram)),
                ByteBuffer.allocate(UdpTracker.MAX_ANSWER_BYTES));
    }
}
