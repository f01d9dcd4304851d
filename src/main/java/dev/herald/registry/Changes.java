package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes changes one at a time: into the database with their audit, then into memory, then the answer. The lock is held all the
 * way, so memory sees changes in the order in which they were committed. Whatever fails before the commit leaves memory as it
 * was.
 */
final class Changes {

    /** How long a change waits for the one before; together with the time-outs of the connection it stays under 3 s. */
    private static final long WAIT_MILLIS = 1000;

    private static final int MOST_FAILURES = 1000;

    private final Transactions transactions;
    private final Audit audit;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** What failed and could not be audited in its own transaction; guarded by {@link #lock}. */
    private final Deque<Failed> failures = new ArrayDeque<>();

    private record Failed(Change change, String reason) {}

    Changes(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Makes a change.
     *
     * @param work in the transaction; returns what came of it
     * @param outcome how the audit calls that
     * @param memory is given it after the commit
     * @throws RegistryUnavailable if it was not committed
     */
    <T> T make(Change change, Function<EntityManager, T> work, Function<T, String> outcome, Consumer<T> memory) {
        return alone(() -> {
            T result = commit(change, entities -> {
                T done = work.apply(entities);
                audit.note(entities, change, outcome.apply(done));
                return done;
            });
            memory.accept(result);
            return result;
        });
    }

    /** Does something while nobody else changes anything. */
    <T> T alone(java.util.function.Supplier<T> work) {
        try {
            if (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new RegistryUnavailable("the registry is busy with another change");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable("interrupted while waiting for another change", e);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T commit(Change change, Function<EntityManager, T> work) {
        int told = failures.size();
        try {
            T result = transactions.run(entities -> {
                failures.forEach(failed -> audit.note(entities, failed.change, failed.reason));
                return work.apply(entities);
            });
            for (int i = 0; i < told; i++) {
                failures.removeFirst();
            }
            return result;
        } catch (RegistryUnavailable e) {
            if (failures.size() < MOST_FAILURES) {
                failures.addLast(new Failed(change, "failed"));
            }
            throw e;
        }
    }
}
