package dev.herald.admin.events;

import dev.herald.admin.events.HistoryFile.FileCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.FetchData;
import org.rrd4j.core.FetchRequest;
import org.rrd4j.core.RrdDb;

/**
 * The figures of the last hour by seconds, of the last day by minutes and of the last month by hours, in a file. The file is opened with the
 * first sample, so that it delays no start; while it cannot be opened, there is no history and nothing else is affected. Thread-safe.
 */
public final class History implements AutoCloseable {

    /** The name of the file in the data directory. */
    public static final String FILE_NAME = "history.rrd";

    private static final Logger LOG = System.getLogger(History.class.getName());

    /** Seconds between attempts to open the file. */
    private static final int RETRY_SECONDS = 60;

    private final Path path;
    private final HistoryFile file;
    private final LongSupplier clock;

    private Optional<RrdDb> open = Optional.empty();
    private long triedAt = Long.MIN_VALUE / 2;
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param creator creates the file
     * @param clock the current second since 1970
     */
    public History(Path dataDir, FileCreator creator, LongSupplier clock) {
        this.path = dataDir.resolve(FILE_NAME);
        this.file = new HistoryFile(path, creator, Figures.HISTORY);
        this.clock = clock;
    }

    /** The names of the series. */
    public List<String> names() {
        return Figures.HISTORY;
    }

    /**
     * Adds a sample. Ignores one that is not newer than the last one, as after the clock was set back.
     *
     * @throws UncheckedIOException if the file cannot be opened or written
     */
    public synchronized void add(Sample sample) {
        if (closed || !ready(sample.second())) {
            return;
        }
        try {
            RrdDb db = open.orElseThrow();
            if (sample.second() > db.getLastUpdateTime()) {
                org.rrd4j.core.Sample row = db.createSample(sample.second());
                for (int i = 0; i < Figures.HISTORY.size(); i++) {
                    row.setValue(i, sample.value(Figures.HISTORY.get(i)));
                }
                row.update();
            }
        } catch (IOException e) {
            abandon();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /** Opens the file if it is time to try. */
    private boolean ready(long second) {
        if (open.isEmpty() && Math.abs(second - triedAt) >= RETRY_SECONDS) {
            triedAt = second;
            try {
                open = Optional.of(file.open(second, this::logDamage));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open.isPresent();
    }

    private void logDamage() {
        LOG.log(
                Level.WARNING,
                "The history of figures cannot be read, so a new one begins; the file was renamed to " + path
                        + ".damaged");
    }

    /**
     * The values of a range that ends now.
     *
     * @param names some of {@link #names}
     * @return by name; not a number where the value is unknown
     */
    public synchronized Series read(Set<String> names, HistoryRange range) {
        long now = clock.getAsLong();
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String name : names) {
            double[] unknown = new double[range.rows()];
            Arrays.fill(unknown, Double.NaN);
            values.put(name, unknown);
        }
        Series series = new Series(range, range.first(now), values);
        try {
            if (open.isPresent()) {
                fetch(open.get(), names, series);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return series;
    }

    private static void fetch(RrdDb db, Set<String> names, Series to) throws IOException {
        long step = to.range.stepSeconds();
        long first = to.from;
        FetchRequest request =
                db.createFetchRequest(ConsolFun.AVERAGE, first, first + (to.range.rows() - 1) * step, step);
        request.setFilter(names);
        FetchData data = request.fetchData();
        for (String name : names) {
            double[] found = data.getValues(name);
            double[] target = to.values.get(name);
            int shift = (int) ((data.getFirstTimestamp() - first) / step);
            for (int i = 0; i < found.length; i++) {
                if (i + shift >= 0 && i + shift < target.length) {
                    target[i + shift] = found[i];
                }
            }
        }
    }

    /**
     * Values of the past.
     *
     * @param from the second since 1970 of the first value, which is the average of the step that ends there
     * @param values by name
     */
    public record Series(HistoryRange range, long from, Map<String, double[]> values) {}

    private void abandon() {
        open.ifPresent(db -> {
            try {
                db.close();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.DEBUG, "The history of figures cannot be closed", e);
            }
        });
        open = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        abandon();
    }
}
