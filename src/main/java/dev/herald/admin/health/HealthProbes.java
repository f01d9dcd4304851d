package dev.herald.admin.health;

import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Checks whether the frontends answer, by requests through the network, and whether the database answers. Caches the results for
 * a moment, so that frequent health checks load neither.
 */
public final class HealthProbes {

    /** How long a result is cached. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Cached<Map<String, String>> frontends;
    private final Cached<String> database;

    /**
     * Checks nothing yet.
     *
     * @param ping throws {@link RegistryUnavailableException} if the database does not answer
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    public HealthProbes(OpenSockets sockets, Runnable ping, LongSupplier nanoTime) {
        frontends = new Cached<>(() -> ask(sockets), nanoTime);
        database = new Cached<>(() -> ask(ping), nanoTime);
    }

    /** The problem of each socket by its name, in the order in which they were opened; "" for one that answers. */
    public Map<String, String> frontendProblems() {
        return frontends.get();
    }

    /** The problem of the database, in one line; "" if there is none. */
    public String databaseProblem() {
        return database.get();
    }

    private static Map<String, String> ask(OpenSockets sockets) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (OpenSocket socket : sockets.open()) {
            problems.put(socket.name(), socket.probe().ask(socket.address()));
        }
        return problems;
    }

    private static String ask(Runnable ping) {
        try {
            ping.run();
            return "";
        } catch (RegistryUnavailableException e) {
            return e.getMessage();
        }
    }

    /** The result of a check. Concurrent callers wait for one check and share its result. */
    private static final class Cached<T> {

        private final Supplier<T> check;
        private final LongSupplier nanoTime;
        private Optional<T> result = Optional.empty();
        private long checkedAt;

        Cached(Supplier<T> check, LongSupplier nanoTime) {
            this.check = check;
            this.nanoTime = nanoTime;
        }

        synchronized T get() {
            if (result.isEmpty() || nanoTime.getAsLong() - checkedAt > FRESH.toNanos()) {
                result = Optional.of(check.get());
                checkedAt = nanoTime.getAsLong();
            }
            return result.get();
        }
    }
}
