package dev.herald.admin.manage;

import dev.herald.admin.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Limits concurrent imports and exports. Each lasts as long as its client takes and holds a thread of the container and, on H2, a
 * connection to the database: without a limit, slow clients would block all others.
 */
final class TransferLimiter {

    /** Below the default number of database connections and of threads. */
    static final int MAX = 3;

    private static final String RETRY_SECONDS = "5";

    private final Semaphore permits = new Semaphore(MAX);

    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Runs {@code work}.
     *
     * @throws ApiException with 503 if {@value #MAX} others are running
     */
    <T, E extends Exception> T run(Work<T, E> work) throws E {
        if (!permits.tryAcquire()) {
            throw new ApiException(
                    503,
                    MAX + " imports and exports are running; try again when one has ended",
                    Map.of(),
                    Map.of(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
        }
        try {
            return work.run();
        } finally {
            permits.release();
        }
    }
}
