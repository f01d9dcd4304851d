package dev.herald.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.InfoHash;
import dev.herald.registry.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class TotalsWriterTest {

    private final Map<InfoHash, Integer> completed = new HashMap<>();
    private final List<Map<InfoHash, Long>> written = new ArrayList<>();
    private final List<Long> flushes = new ArrayList<>();
    private int writesUntilFailure = Integer.MAX_VALUE;

    private final TotalsWriter writer = new TotalsWriter(
            (max, sink) -> {
                List<InfoHash> taken = completed.keySet().stream().limit(max).toList();
                taken.forEach(infoHash -> sink.accept(infoHash, completed.remove(infoHash)));
            },
            (flush, batch) -> {
                flushes.add(flush);
                if (writesUntilFailure-- <= 0) {
                    throw new RegistryUnavailableException("unavailable");
                }
                written.add(Map.copyOf(batch));
            });

    @Test
    void downloads_are_written_once() {
        completed.put(hash(1), 2);
        completed.put(hash(2), 1);

        writer.write();
        writer.write();

        assertThat(written).containsExactly(Map.of(hash(1), 2L, hash(2), 1L));
    }

    @Test
    void a_failed_batch_is_written_again_unchanged_with_its_number() {
        completed.put(hash(1), 2);
        writesUntilFailure = 0;
        assertThatThrownBy(writer::write).isInstanceOf(RegistryUnavailableException.class);
        completed.put(hash(1), 3);
        assertThatThrownBy(writer::write).isInstanceOf(RegistryUnavailableException.class);
        assertThat(completed).as("the others stay in the swarm store").hasSize(1);

        writesUntilFailure = 2;
        writer.write();

        assertThat(written).containsExactly(Map.of(hash(1), 2L), Map.of(hash(1), 3L));
        assertThat(flushes).containsExactly(1L, 1L, 1L, 2L);
    }

    @Test
    void batches_written_before_a_failure_are_not_written_again() {
        int torrents = 2 * TotalsWriter.BATCH + 1;
        for (int i = 0; i < torrents; i++) {
            completed.put(hash(i), 1);
        }
        writesUntilFailure = 1;
        assertThatThrownBy(writer::write).isInstanceOf(RegistryUnavailableException.class);

        writesUntilFailure = Integer.MAX_VALUE;
        writer.write();

        assertThat(written).hasSize(3).allSatisfy(batch -> assertThat(batch)
                .hasSizeLessThanOrEqualTo(TotalsWriter.BATCH));
        assertThat(written.stream().flatMap(batch -> batch.keySet().stream()))
                .hasSize(torrents)
                .doesNotHaveDuplicates();
    }

    private static InfoHash hash(int number) {
        return new InfoHash(0, 0, number);
    }
}
