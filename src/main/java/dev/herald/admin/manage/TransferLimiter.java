package dev.herald.admin.manage;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits the imports and exports at a time. Each lasts as long as its client likes, and occupies a thread of the container
 * meanwhile and, on H2, a connection to the database: without a limit, slow clients keep all others from being answered.
 */
final class TransferLimiter {

    /** Fewer than there are connections to the database by default, and threads. */
    static final int MOST = 3;

    private static final String RETRY_SECONDS = "5";

    private final Semaphore places = new Semaphore(MOST);

    /**
     * Does {@code work}.
     *
     * @throws ProblemException with 503 if there are {@value #MOST} already
     */
    <T> T run(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.of(503, "There are " + MOST + " imports and exports already; try again when one has ended"),
                    Map.of(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
