package dev.herald.admin.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.RrdBackendFactory;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdRandomAccessFileBackendFactory;

/**
 * Opens the file of the history, a round-robin database of fixed size.
 *
 * <p>The whole file is written when it is created, so that a disk without space fails once and not with each sample.
 */
public final class HistoryFile {

    /** A restart that takes longer leaves a gap in the history. */
    private static final int HEARTBEAT_SECONDS = 10;

    /** The share of a value's time that may be unknown. */
    private static final double UNKNOWN = 0.5;

    /** A file that is newer than the clock by more than this would take no samples for too long. */
    private static final int MAX_AHEAD_SECONDS = 3600;

    private static final int RRD_VERSION = 2;
    private static final int CHUNK = 1 << 16;

    /** The position of the number of series in the file, which RRD4J trusts: a signature of 20 characters and the step come before. */
    private static final int SERIES_OFFSET = 20 * Character.BYTES + Long.BYTES;

    private static final int MAX_SERIES = 1000;

    /**
     * Reads and writes through the kernel's cache, about a millisecond per sample. The backend that maps the file takes a tenth of that, but
     * unmaps it by a method of the JDK that prints a warning since JDK 24 and will be removed.
     */
    private static final RrdBackendFactory FILES = new RrdRandomAccessFileBackendFactory();

    private final Path file;
    private final FileCreator creator;
    private final List<String> series;

    /** Creates files with permissions that suit the data directory. */
    @FunctionalInterface
    public interface FileCreator {

        /** Opens a file for writing; creates it if it does not exist. */
        FileChannel open(Path file) throws IOException;
    }

    /** @param series the names of the series */
    HistoryFile(Path file, FileCreator creator, List<String> series) {
        this.file = file.toAbsolutePath();
        this.creator = creator;
        this.series = List.copyOf(series);
    }

    /**
     * Opens the file; creates it if it does not exist. A file that cannot be used is renamed to {@code *.damaged}.
     *
     * @param now the current second since 1970
     * @param damaged called if it was renamed
     */
    RrdDb open(long now, Runnable damaged) throws IOException {
        if (!Files.exists(file)) {
            return create(file, now);
        }
        RrdDb known;
        try {
            checkHead();
            known = existing();
        } catch (IOException | RuntimeException e) {
            return replace(now, damaged);
        }
        if (!isUsable(known, now)) {
            known.close();
            return replace(now, damaged);
        }
        return List.of(known.getDsNames()).equals(series) ? known : converted(known);
    }

    private RrdDb existing() throws IOException {
        return RrdDb.getBuilder()
                .setPath(file.toString())
                .setBackendFactory(FILES)
                .build();
    }

    private void checkHead() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(SERIES_OFFSET + Integer.BYTES);
            channel.read(head);
            if (head.hasRemaining()) {
                throw new IOException("the file is too short");
            }
            int count = head.getInt(SERIES_OFFSET);
            if (count < 1 || count > MAX_SERIES) {
                throw new IOException("the file has no valid number of series");
            }
        }
    }

    private static boolean isUsable(RrdDb db, long now) {
        try {
            return db.getLastUpdateTime() <= now + MAX_AHEAD_SECONDS
                    && db.getLastUpdateTime() >= 0
                    && db.getHeader().getStep() == 1
                    && db.getDsNames().length == db.getDsCount()
                    && hasRanges(db);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean hasRanges(RrdDb db) throws IOException {
        HistoryRange[] ranges = HistoryRange.values();
        if (db.getArcCount() != ranges.length) {
            return false;
        }
        for (int i = 0; i < ranges.length; i++) {
            if (db.getArchive(i).getArcStep() != ranges[i].stepSeconds()
                    || db.getArchive(i).getRows() != ranges[i].rows()) {
                return false;
            }
        }
        return true;
    }

    private RrdDb replace(long now, Runnable damaged) throws IOException {
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".damaged"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        damaged.run();
        return create(file, now);
    }

    /** Another version of Herald has other series; those that it shares are kept. */
    private RrdDb converted(RrdDb other) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (other;
                RrdDb db = create(next, other.getLastUpdateTime())) {
            other.copyStateTo(db);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        return existing();
    }

    private RrdDb create(Path path, long now) throws IOException {
        RrdDef definition = new RrdDef(path.toString(), now - 1, 1, RRD_VERSION);
        series.forEach(name -> definition.addDatasource(name, DsType.GAUGE, HEARTBEAT_SECONDS, Double.NaN, Double.NaN));
        for (HistoryRange range : HistoryRange.values()) {
            definition.addArchive(ConsolFun.AVERAGE, UNKNOWN, range.stepSeconds(), range.rows());
        }
        try {
            allocate(path, definition.getEstimatedSize());
            return RrdDb.getBuilder()
                    .setRrdDef(definition)
                    .setBackendFactory(FILES)
                    .build();
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void allocate(Path path, long bytes) throws IOException {
        try (FileChannel channel = creator.open(path)) {
            channel.truncate(0);
            ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
            for (long left = bytes; left > 0; ) {
                zeros.clear().limit((int) Math.min(CHUNK, left));
                left -= channel.write(zeros);
            }
        }
    }
}
