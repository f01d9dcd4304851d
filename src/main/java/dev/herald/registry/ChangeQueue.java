package dev.herald.registry;

import dev.herald.registry.Audit.Change;
import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes the changes of one repository one at a time, and commits each together with its audit entry. The repository holds the
 * lock from before the transaction until the change is in memory, so memory sees changes in the order of their commits.
 */
final class ChangeQueue {

    /** How long a change waits for the one before. Together with the time-outs of a connection it stays below 3 s. */
    private static final long WAIT_MILLIS = 700;

    /** A change that fails later than this has waited for the database. */
    private static final long SLOW_FAILURE_MILLIS = 250;

    private static final int MAX_FAILURES = 1000;

    private final Transactions transactions;
    private final Audit audit;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Failed changes, which the next transaction writes to the audit; guarded by {@link #lock}. */
    private final Deque<Failed> failures = new ArrayDeque<>();

    /** Why and when a change last failed after it had waited for the database; guarded by {@link #lock}. */
    private String lastReason = "";

    private long lastFailure;

    private record Failed(Change change, long second) {}

    ChangeQueue(Transactions transactions, Audit audit) {
        this(transactions, audit, System::nanoTime);
    }

    ChangeQueue(Transactions transactions, Audit audit, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.audit = audit;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs {@code work}, which makes {@code change}, while no other change is made. Remembers the change for the audit if it
     * fails.
     *
     * @throws RegistryUnavailableException if the lock is not available, or from {@code work}
     */
    <T> T exclusively(Change change, Supplier<T> work) {
        return exclusively(() -> {
            try {
                return work.get();
            } catch (RegistryUnavailableException e) {
                if (failures.size() < MAX_FAILURES) {
                    failures.addLast(new Failed(change, audit.now()));
                }
                throw e;
            }
        });
    }

    /**
     * Runs {@code work} while no change is made.
     *
     * @throws RegistryUnavailableException if another change takes too long, or failed meanwhile because the database did not
     *     answer; or from {@code work}
     */
    <T> T exclusively(Supplier<T> work) {
        long requested = nanoTime.getAsLong();
        try {
            if (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new RegistryUnavailableException("the registry is busy with another change");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for another change", e);
        }
        long began = nanoTime.getAsLong();
        try {
            if (!lastReason.isEmpty() && lastFailure - requested > 0) {
                // Waiting changes must not run into the time-out of the database one after the other.
                throw new RegistryUnavailableException(lastReason);
            }
            return work.get();
        } catch (RegistryUnavailableException e) {
            long now = nanoTime.getAsLong();
            if (TimeUnit.NANOSECONDS.toMillis(now - began) > SLOW_FAILURE_MILLIS) {
                lastReason = e.getMessage();
                lastFailure = now;
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Commits a change and its audit entry. The caller must hold the lock.
     *
     * @param work runs in the transaction and returns the result; runs twice if another process was faster
     * @param outcome the result as the audit shows it
     * @throws RegistryUnavailableException if the commit failed or its answer was lost
     */
    <T> T commit(Change change, Function<EntityManager, T> work, Function<T, String> outcome) {
        Function<EntityManager, T> audited = entities -> {
            writeFailures(entities);
            T result = work.apply(entities);
            audit.write(entities, audit.now(), change, outcome.apply(result));
            return result;
        };
        T result;
        try {
            result = transactions.run(audited);
        } catch (RegistryUnavailableException e) {
            if (!DatabaseErrors.isConflict(e)) {
                throw e;
            }
            // Another process inserted the same row first; now its row can be read.
            result = transactions.run(audited);
        }
        failures.clear();
        return result;
    }

    /** Writes failed changes to the audit. */
    void auditFailures() {
        exclusively(() -> {
            if (!failures.isEmpty()) {
                transactions.run(this::writeFailures);
                failures.clear();
            }
            return true;
        });
    }

    private boolean writeFailures(EntityManager entities) {
        failures.forEach(failed -> audit.write(entities, failed.second, failed.change, "failed"));
        return true;
    }
}
