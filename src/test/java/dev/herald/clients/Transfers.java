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
 * A network with a tracker and transfers. Several transfers run in parallel, because the clients spend most of the time
 * waiting.
 */
final class Transfers implements Closeable {

    private static final Logger LOGGER = System.getLogger(Transfers.class.getName());
    private static final int PARALLEL_TRANSFERS = 6;
    private static final long TIMEOUT_MINUTES = 10;

    private final Map<TransferCase, Future<Duration>> running = new LinkedHashMap<>();
    private final List<String> seconds = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Closeable> resources = new ArrayDeque<>();
    private final ClientNetwork network;

    /** Starts the tracker and all transfers. Skips the calling test where a requirement is missing. */
    Transfers(TrackerProcess.Mode mode, List<TransferCase> cases, Path folder) throws Exception {
        ClientNetwork.require();
        ClientSoftware.LIBTORRENT.require();
        network = ClientNetwork.open();
        resources.push(network::close);
        TrackerProcess herald = TrackerProcess.start(network.tracker(), mode, folder.resolve("tracker"));
        resources.push(herald::close);
        ExecutorService executor = Executors.newFixedThreadPool(PARALLEL_TRANSFERS);
        resources.push(executor::shutdownNow);
        Transfer transfer = new Transfer(network, herald, folder);
        cases.forEach(transferCase -> running.put(transferCase, executor.submit(() -> transfer.run(transferCase))));
    }

    ClientNetwork network() {
        return network;
    }

    /** Waits for the end of a transfer, including the checks of the counts. */
    void await(TransferCase transferCase) throws Throwable {
        try {
            Duration taken = running.get(transferCase).get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            seconds.add("%n%6.1f  %s".formatted(taken.toMillis() / 1000.0, transferCase));
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        while (!resources.isEmpty()) {
            resources.pop().close();
        }
        LOGGER.log(Level.INFO, "seconds from the leecher's start to the complete file" + String.join("", seconds));
    }
}
