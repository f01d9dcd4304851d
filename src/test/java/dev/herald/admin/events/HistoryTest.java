package dev.herald.admin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class HistoryTest {

    /** Of the head of the file: the signature, the step, and the numbers of series and ranges. */
    private static final int BEFORE_LAST_UPDATE = 56;

    private static final long START = 1_796_126_400;

    @TempDir
    private Path dataDir;

    private long second = START;
    private boolean diskFull;
    private History history;

    @AfterEach
    void close() {
        if (history != null) {
            history.close();
        }
    }

    private void open() {
        history = new History(dataDir, this::create, () -> second);
    }

    private FileChannel create(Path file) throws IOException {
        if (diskFull) {
            throw new IOException("No space left on device");
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private Path file() {
        return dataDir.resolve(History.FILE_NAME);
    }

    /** Adds a sample for each second. */
    private void add(int seconds, double torrents) {
        for (int i = 0; i < seconds; i++) {
            second++;
            history.add(new Sample(second, Map.of("torrents", torrents)));
        }
    }

    private double[] read(HistoryRange range) {
        return history.read(Set.of("torrents"), range).values().get("torrents");
    }

    @Test
    void samples_are_read_by_seconds() {
        open();
        add(5, 7);
        add(5, 8);
        double[] hour = read(HistoryRange.HOUR);
        assertThat(hour).hasSize(3600);
        assertThat(Arrays.copyOfRange(hour, 3590, 3600)).containsExactly(7, 7, 7, 7, 7, 8, 8, 8, 8, 8);
        assertThat(hour[3588]).isNaN();
        assertThat(history.read(Set.of("torrents"), HistoryRange.HOUR).from()).isEqualTo(second - 3599);
        assertThat(history.read(Set.of("seeders"), HistoryRange.HOUR).values().get("seeders"))
                .containsOnly(Double.NaN);
    }

    @Test
    void longer_ranges_have_averages() {
        open();
        add(3600, 10);
        add(3600, 20);
        assertThat(read(HistoryRange.DAY)).hasSize(1440).endsWith(20, 20);
        assertThat(read(HistoryRange.DAY)[1440 - 61]).isCloseTo(10, within(0.5));
        assertThat(read(HistoryRange.MONTH)).hasSize(720).endsWith(10, 20);
        assertThat(history.read(Set.of("torrents"), HistoryRange.MONTH).from()).isEqualTo(second - 719 * 3600);
    }

    @Test
    void the_history_survives_a_restart_with_a_gap() {
        open();
        add(5, 7);
        history.close();
        second += 20;
        open();
        add(5, 8);
        double[] hour = read(HistoryRange.HOUR);
        assertThat(Arrays.copyOfRange(hour, 3596, 3600)).containsExactly(8, 8, 8, 8);
        assertThat(Arrays.copyOfRange(hour, 3570, 3575)).containsExactly(7, 7, 7, 7, 7);
        assertThat(hour[3580]).isNaN();
    }

    @Test
    void the_file_has_a_fixed_size() throws IOException {
        open();
        add(1, 7);
        long size = Files.size(file());
        add(4000, 8);
        assertThat(Files.size(file())).isEqualTo(size).isLessThan(4 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4000})
    void a_foreign_file_is_set_aside(int bytes) throws IOException {
        Files.write(file(), "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
        open();
        add(2, 7);
        assertThat(read(HistoryRange.HOUR)).endsWith(7, 7);
        assertThat(dataDir.resolve("history.rrd.damaged")).hasSize(bytes);
    }

    @Test
    void a_damaged_file_is_set_aside() throws IOException {
        open();
        add(5, 7);
        history.close();
        for (int position = 0; position < BEFORE_LAST_UPDATE; position += 4) {
            try (RandomAccessFile damage = new RandomAccessFile(file().toFile(), "rw")) {
                damage.seek(position);
                damage.writeLong(-1);
            }
            open();
            add(2, 8);
            assertThat(read(HistoryRange.HOUR))
                    .as("after damage at " + position)
                    .endsWith(8);
            history.close();
        }
    }

    @Test
    void a_truncated_file_is_set_aside() throws IOException {
        open();
        add(5, 7);
        history.close();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(1_000_000);
        }
        open();
        add(2, 8);
        assertThat(read(HistoryRange.HOUR)).endsWith(Double.NaN, 8, 8);
        assertThat(dataDir.resolve("history.rrd.damaged")).exists();
    }

    @Test
    void a_file_from_the_future_is_set_aside() {
        second += 100_000;
        open();
        add(5, 7);
        history.close();
        second -= 100_000;
        open();
        add(2, 8);
        assertThat(read(HistoryRange.HOUR)).endsWith(8, 8);
        assertThat(dataDir.resolve("history.rrd.damaged")).exists();
    }

    @Test
    void samples_that_are_not_newer_are_ignored() {
        open();
        add(5, 7);
        second -= 3;
        add(3, 9);
        assertThat(read(HistoryRange.HOUR)).endsWith(7, 7, 7);
        add(1, 9);
        assertThat(read(HistoryRange.HOUR)).endsWith(7, 9);
    }

    @Test
    void a_new_version_keeps_the_figures_that_it_shares_with_the_old_one() throws IOException {
        HistoryFile old = new HistoryFile(file(), this::create, List.of("gone", "torrents"));
        try (var db = old.open(second, () -> {})) {
            for (int i = 0; i < 3; i++) {
                second++;
                var row = db.createSample(second);
                row.setValue("torrents", 7);
                row.update();
            }
        }
        open();
        add(2, 8);
        assertThat(read(HistoryRange.HOUR)).endsWith(7, 7, 8, 8);
        assertThat(dataDir.resolve("history.rrd.damaged")).doesNotExist();
        assertThat(dataDir.resolve("history.rrd.new")).doesNotExist();
    }

    @Test
    void a_full_disk_costs_the_history_only_and_is_tried_again_after_a_minute() {
        diskFull = true;
        open();
        assertThatThrownBy(() -> add(1, 7)).isInstanceOf(UncheckedIOException.class);
        assertThat(read(HistoryRange.HOUR)).containsOnly(Double.NaN);
        assertThat(file()).doesNotExist();
        diskFull = false;
        add(59, 7);
        assertThat(read(HistoryRange.HOUR)).containsOnly(Double.NaN);
        add(2, 7);
        assertThat(read(HistoryRange.HOUR)).endsWith(7, 7);
    }

    @Test
    void nothing_is_written_after_the_end() {
        open();
        history.close();
        add(1, 7);
        assertThat(file()).doesNotExist();
    }
}
