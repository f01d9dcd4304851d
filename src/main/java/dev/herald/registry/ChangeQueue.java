package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes changes one at a time: into the database with their audit, then into memory, then the answer. The lock is held all the
 * way, so memory sees changes in the order in which they were committed. Whatever fails before the commit leaves memory as it
 * was.
 */
final class ChangeQueue {

    /** How long a change waits for the one before; with the time-outs of a connection it stays under 3 s. */
    private static final long WAIT_MILLIS = 700;

    /** Whatever fails later than that has waited for the database. */
    private static final long AT_ONCE_MILLIS = 250;

    private static final int MOST_FAILURES = 1000;

    private final Transactions transactions;
    private final Audit audit;
    private final Runnable before;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Changes that failed, for the audit of the next that does not; guarded by {@link #lock}. */
    private final Deque<Failed> failures = new ArrayDeque<>();

    /** Why the database was last waited for in vain, and until when; guarded by {@link #lock}. */
    private String lastReason = "";

    private long lastFailure;

    private record Failed(Change change, long second) {}

    /**
     * Changes in {@code transactions}.
     *
     * @param before is done before each, by whoever makes it
     */
    ChangeQueue(Transactions transactions, Audit audit, Runnable before) {
        this(transactions, audit, before, System::nanoTime);
    }

    ChangeQueue(Transactions transactions, Audit audit, Runnable before, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.audit = audit;
        this.before = before;
        this.nanoTime = nanoTime;
    }

    /**
     * Makes a change.
     *
     * @param work in the transaction; returns what came of it. It may be done twice
     * @param outcome how the audit calls that
     * @param memory is given it after the commit
     * @throws RegistryUnavailableException if it was not committed, as far as we know
     */
    <T> T make(Change change, Function<EntityManager, T> work, Function<T, String> outcome, Consumer<T> memory) {
        return alone(() -> {
            T result = commit(change, work, outcome);
            memory.accept(result);
            return result;
        });
    }

    /**
     * Does something while nobody changes anything.
     *
     * @throws RegistryUnavailableException if somebody has been changing something for too long, or has meanwhile waited for the database
     *     in vain
     */
    <T> T alone(Supplier<T> work) {
        long asked = nanoTime.getAsLong();
        try {
            if (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new RegistryUnavailableException("the registry is busy with another change");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for another change", e);
        }
        try {
            if (!lastReason.isEmpty() && lastFailure - asked > 0) {
                // A queue shall not wait in vain one by one.
                throw new RegistryUnavailableException(lastReason);
            }
            return remembering(work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T remembering(Supplier<T> work) {
        long began = nanoTime.getAsLong();
        try {
            return work.get();
        } catch (RegistryUnavailableException e) {
            long now = nanoTime.getAsLong();
            if (TimeUnit.NANOSECONDS.toMillis(now - began) > AT_ONCE_MILLIS) {
                lastReason = e.getMessage();
                lastFailure = now;
            }
            throw e;
        }
    }

    private <T> T commit(Change change, Function<EntityManager, T> work, Function<T, String> outcome) {
        try {
            before.run();
            T result;
            try {
                result = attempt(change, work, outcome);
            } catch (RegistryUnavailableException e) {
                if (!DatabaseErrors.isConflict(e)) {
                    throw e;
                }
                // Another process was faster; now we can see what it did.
                result = attempt(change, work, outcome);
            }
            failures.clear();
            return result;
        } catch (RegistryUnavailableException e) {
            if (failures.size() < MOST_FAILURES) {
                failures.addLast(new Failed(change, audit.now()));
            }
            throw e;
        }
    }

    private <T> T attempt(Change change, Function<EntityManager, T> work, Function<T, String> outcome) {
        return transactions.run(entities -> {
            failures.forEach(failed -> audit.note(entities, failed.second, failed.change, "failed"));
            T result = work.apply(entities);
            audit.note(entities, audit.now(), change, outcome.apply(result));
            return result;
        });
    }

    /** Brings the failures to the audit, if there are any and nobody has since. */
    void auditFailures() {
        alone(() -> {
            if (!failures.isEmpty()) {
                transactions.run(entities -> {
                    failures.forEach(failed -> audit.note(entities, failed.second, failed.change, "failed"));
                    return failures.size();
                });
                failures.clear();
            }
            return failures.size();
        });
    }
}
