package dev.herald.registry;

import dev.herald.registry.Audit.Change;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes changes one at a time: commits each together with its audit entry, then applies it to memory. The lock is held from before
 * the transaction until the change is in memory, so memory sees changes in the order of their commits.
 */
abstract class Repository {

    /** How long a change waits for the one before. Together with the time-outs of a connection it stays below 3 s. */
    private static final long WAIT_MILLIS = 700;

    /** A change that fails later than this has waited for the database. */
    private static final long SLOW_FAILURE_MILLIS = 250;

    private static final int MAX_FAILURES = 1000;

    final Transactions transactions;
    private final Audit audit;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Failed changes, which the next transaction writes to the audit; guarded by {@link #lock}. */
    private final List<Failed> failures = new ArrayList<>();

    /** Ids of the last change, if it may have been committed without reaching memory; guarded by {@link #lock}. */
    private List<String> inDoubt = List.of();

    /** Why and when a change last failed after it had waited for the database; guarded by {@link #lock}. */
    private String lastReason = "";

    private long lastFailure;

    private record Failed(Change change, long second) {}

    /**
     * The outcome of a change in its transaction.
     *
     * @param text the outcome as the audit shows it
     * @param apply applies the change to memory after the commit
     */
    record Outcome<T>(T result, String text, Runnable apply) {

        /** The outcome of a change that changed nothing. */
        static <T> Outcome<T> unchanged(T result, String reason) {
            return new Outcome<>(result, "unchanged: " + reason, () -> {});
        }
    }

    Repository(Transactions transactions, Audit audit, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.audit = audit;
        this.nanoTime = nanoTime;
    }

    /** Makes memory agree with the database for {@code ids}, which may not exist any more. */
    abstract void refresh(List<String> ids);

    /**
     * Makes a change.
     *
     * @param ids what the change changes
     * @param work runs in the transaction; runs twice if another process has inserted the same row
     * @throws RegistryUnavailableException if the commit failed or its answer was lost, or from {@link #exclusively}
     */
    final <T> T change(Change change, List<String> ids, Function<EntityManager, Outcome<T>> work) {
        return exclusively(() -> {
            try {
                refreshInDoubt();
                inDoubt = ids;
                Outcome<T> outcome = commit(change, work);
                failures.clear();
                outcome.apply().run();
                inDoubt = List.of();
                return outcome.result();
            } catch (RegistryUnavailableException e) {
                if (failures.size() < MAX_FAILURES) {
                    failures.add(new Failed(change, audit.now()));
                }
                throw e;
            }
        });
    }

    private <T> Outcome<T> commit(Change change, Function<EntityManager, Outcome<T>> work) {
        Function<EntityManager, Outcome<T>> audited = entities -> {
            writeFailures(entities);
            Outcome<T> outcome = work.apply(entities);
            audit.write(entities, audit.now(), change, outcome.text());
            return outcome;
        };
        try {
            return transactions.run(audited);
        } catch (RegistryUnavailableException e) {
            if (!DatabaseErrors.isConflict(e)) {
                throw e;
            }
            // Another process inserted the same row first; now its row can be read.
            return transactions.run(audited);
        }
    }

    /**
     * Runs {@code work} while no change is made.
     *
     * @throws RegistryUnavailableException if another change takes too long, or failed meanwhile because the database did not
     *     answer; or from {@code work}
     */
    final <T> T exclusively(Supplier<T> work) {
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

    /** Reads entries in doubt from the database, and writes failed changes to the audit. */
    final void settle() {
        exclusively(() -> {
            if (!failures.isEmpty()) {
                transactions.run(this::writeFailures);
                failures.clear();
            }
            refreshInDoubt();
            return true;
        });
    }

    private void refreshInDoubt() {
        if (!inDoubt.isEmpty()) {
            refresh(inDoubt);
            inDoubt = List.of();
        }
    }

    private boolean writeFailures(EntityManager entities) {
        failures.forEach(failed -> audit.write(entities, failed.second, failed.change, "failed"));
        return true;
    }
}
