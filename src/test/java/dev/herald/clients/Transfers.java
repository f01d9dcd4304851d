package dev.herald.clients;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An arena with a tracker and transfers that are all begun at once, some of them side by side, since most of their time is
 * the clients' own waiting.
 */
final class Transfers implements Closeable {

    private static final Logger LOGGER = System.getLogger(Transfers.class.getName());
    private static final int SIDE_BY_SIDE = 6;
    private static final long LIMIT_MINUTES = 10;

    private final Map<Cell, Future<Duration>> running = new LinkedHashMap<>();
    private final List<String> seconds = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Arena arena;

    /** Skips the calling test where that is impossible. */
    Transfers(Herald.Mode mode, List<Cell> cells, Path folder) throws Exception {
        Arena.require();
        Software.LIBTORRENT.require();
        arena = Arena.open();
        open.push(arena::close);
        Herald herald = Herald.start(arena.tracker(), mode, folder.resolve("tracker"));
        open.push(herald::close);
        ExecutorService lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        open.push(lanes::shutdownNow);
        Transfer transfer = new Transfer(arena, herald, folder);
        cells.forEach(cell -> running.put(cell, lanes.submit(() -> transfer.run(cell))));
    }

    Arena arena() {
        return arena;
    }

    /** Waits until the file of that transfer has arrived and everyone was counted. */
    void await(Cell cell) throws Throwable {
        try {
            Duration taken = running.get(cell).get(LIMIT_MINUTES, TimeUnit.MINUTES);
            seconds.add("%n%6.1f  %s".formatted(taken.toMillis() / 1000.0, cell));
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        LOGGER.log(Level.INFO, "seconds from the leecher's start to its having the file" + String.join("", seconds));
    }
}
