package dev.herald.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.AllocatedBytes;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.InfoHash;
import dev.herald.metrics.RejectionLog.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class RejectionLogTest {

    private static final Address IPV4 = Address.parse("203.0.113.77").orElseThrow();
    private static final Address IPV6 =
            Address.parse("2001:db8:abcd:1234:5678::1").orElseThrow();
    private static final long QBITTORRENT = id("-qB4600-");

    private long millis = 1_700_000_000_000L;
    private long nanos = Long.MAX_VALUE - 5; // so that it overflows
    private final RejectionLog log = new RejectionLog(() -> millis, () -> nanos);

    @Test
    void an_entry_has_what_an_operator_needs_and_no_address() {
        log.add(0, Frontend.UDP, Reason.UNLISTED, 1, 2, 3, QBITTORRENT, IPV4.high(), IPV4.low());
        assertThat(log.latest()).hasSize(1);
        Entry entry = log.latest().get(0);
        assertThat(entry.millis()).isEqualTo(millis);
        assertThat(entry.frontend()).isEqualTo(Frontend.UDP);
        assertThat(entry.reason()).isEqualTo(Reason.UNLISTED);
        assertThat(entry.infoHash()).hasValue(new InfoHash(1, 2, 3));
        assertThat(entry.client()).hasValue("qBittorrent 4.6.0");
        assertThat(entry.network()).hasToString("203.0.113.0/24");
    }

    @Test
    void an_IPv6_client_is_recorded_by_its_48_bit_network() {
        log.add(0, Frontend.HTTP_NETTY_TLS, Reason.INTERNAL_ERROR, IPV6.high(), IPV6.low());
        Entry entry = log.latest().get(0);
        assertThat(entry.network()).hasToString("2001:db8:abcd::/48");
        assertThat(entry.infoHash()).isEmpty();
        assertThat(entry.client()).isEmpty();
        assertThat(entry.frontend()).isEqualTo(Frontend.HTTP_NETTY_TLS);
    }

    @Test
    void the_zero_hash_is_a_hash() {
        log.add(0, Frontend.UDP, Reason.UNLISTED, 0, 0, 0, 0, IPV4.high(), IPV4.low());
        assertThat(log.latest().get(0).infoHash()).hasValue(new InfoHash(0, 0, 0));
    }

    @Test
    void one_of_64_is_written_while_nobody_asks() {
        for (int count = 0; count < 640; count++) {
            add(count);
        }
        assertThat(log.isSampled()).isTrue();
        assertThat(log.latest()).hasSize(10);
    }

    @Test
    void all_are_written_for_ten_minutes_after_somebody_has_asked() {
        log.asked();
        assertThat(log.isSampled()).isFalse();
        nanos += RejectionLog.FULL.toNanos() - 1;
        add(1);
        assertThat(log.latest()).hasSize(1);
        nanos++;
        add(1);
        assertThat(log.isSampled()).isTrue();
        assertThat(log.latest()).hasSize(1);
        log.asked();
        add(1);
        assertThat(log.latest()).hasSize(2);
    }

    @Test
    void the_latest_1000_are_kept_and_read_latest_first() {
        log.asked();
        for (int i = 0; i < 2500; i++) {
            millis++;
            add(1);
        }
        List<Entry> entries = log.latest();
        assertThat(entries).hasSize(RejectionLog.CAPACITY);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).millis()).isEqualTo(millis - i);
        }
    }

    @Test
    void writing_allocates_nothing() {
        log.asked();
        assertThat(AllocatedBytes.perCall(() -> add(1))).isZero();
    }

    /** Each writer writes one value into all fields, so a mixed entry would be seen. */
    @Test
    void concurrent_writers_and_readers_see_whole_entries() throws InterruptedException {
        log.asked();
        AtomicBoolean ended = new AtomicBoolean();
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.length; i++) {
            int first = i;
            writers[i] = new Thread(() -> {
                for (int value = first; !ended.get(); value += writers.length) {
                    log.add(1, Frontend.UDP, Reason.DENIED, value, value, value, 0, 0, Address.mapped(value << 8));
                }
            });
            writers[i].start();
        }
        try {
            for (int round = 0; round < 200; round++) {
                assertThat(log.latest())
                        .hasSizeLessThanOrEqualTo(RejectionLog.CAPACITY)
                        .allMatch(RejectionLogTest::isWhole);
            }
        } finally {
            ended.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertThat(log.latest()).hasSizeGreaterThan(RejectionLog.CAPACITY - 10);
    }

    private static boolean isWhole(Entry entry) {
        InfoHash hash = entry.infoHash().orElseThrow();
        return hash.high() == hash.low()
                && hash.middle() == hash.low()
                && entry.network().base().ipv4() == hash.low() << 8
                && entry.client().equals(Optional.empty());
    }

    private void add(long count) {
        log.add(count, Frontend.UDP, Reason.UNLISTED, 1, 2, 3, QBITTORRENT, IPV4.high(), IPV4.low());
    }

    private static long id(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getLong();
    }
}
