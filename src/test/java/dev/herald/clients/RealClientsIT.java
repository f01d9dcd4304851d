package dev.herald.clients;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real clients move a file through the packaged tracker.
 *
 * <p>All transfers are begun at once, some of them side by side, since most of their time is the clients' own waiting;
 * each test waits for its own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RealClientsIT {

    private static final Logger LOGGER = System.getLogger(RealClientsIT.class.getName());
    private static final int SIDE_BY_SIDE = 6;
    private static final long LIMIT_MINUTES = 4;

    private static final Map<Cell, Future<Duration>> TRANSFERS = new LinkedHashMap<>();
    private static final List<String> SECONDS = new ArrayList<>();
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void begin_all_transfers() throws Exception {
        Arena.require();
        Software.LIBTORRENT.require();

        Arena arena = Arena.open();
        OPEN.push(arena);
        Path jar =
                Path.of(System.getProperty("herald.jar", "target/herald.jar")).toAbsolutePath();
        Herald herald = Herald.start(arena.tracker(), jar, folder.resolve("tracker"));
        OPEN.push(herald);
        ExecutorService lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        OPEN.push(lanes::shutdownNow);
        Transfer transfer = new Transfer(arena, herald, folder);
        Cell.all().forEach(cell -> TRANSFERS.put(cell, lanes.submit(() -> transfer.run(cell))));
    }

    @AfterAll
    static void end() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
        LOGGER.log(Level.INFO, "seconds from the leecher's start to its having the file" + String.join("", SECONDS));
    }

    static List<Cell> cells() {
        return Cell.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void the_file_arrives_and_everyone_is_counted(Cell cell) throws Throwable {
        try {
            Duration taken = TRANSFERS.get(cell).get(LIMIT_MINUTES, TimeUnit.MINUTES);
            SECONDS.add("%n%6.1f  %s".formatted(taken.toMillis() / 1000.0, cell));
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
