package dev.herald.registry;

import dev.herald.access.Access;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The durable truth: what must survive a restart, and is in memory as far as announces need it. */
public final class Registry {

    private final Transactions transactions;
    private final Database database;
    private final Roll keys;
    private final Roll whitelist;
    private final Roll denylist;
    private final Totals totals;
    private final Tokens tokens;
    private final Audit audit;

    /** Reads nothing yet. */
    public Registry(Transactions transactions, Database database, Access access, InstantSource clock) {
        this.transactions = transactions;
        this.database = database;
        audit = new Audit(transactions, clock);
        keys = new Roll(Kind.KEYS, transactions, audit, database, new Live.Keys(access));
        whitelist = new Roll(Kind.WHITELIST, transactions, audit, database, new Live.Listed(access));
        denylist = new Roll(Kind.DENYLIST, transactions, audit, database, new Live.Denied(access));
        totals = new Totals(transactions, database, clock);
        tokens = new Tokens(transactions, audit, clock);
    }

    /**
     * Brings keys, lists and tokens into memory. The lists are read over a connection of their own, meanwhile if there may be
     * two: the first use of the persistence provider takes a second by itself.
     *
     * @throws RegistryUnavailable if the database is away
     */
    public void load() {
        Executor beside =
                database.maxConnections() > 1 ? work -> new Thread(work, "herald-load").start() : Runnable::run;
        CompletableFuture<Void> lists = CompletableFuture.runAsync(
                () -> List.of(whitelist, keys, denylist).forEach(Roll::load), beside);
        try {
            tokens.load();
        } finally {
            // Nobody may go on while they are written to.
            lists.handle((nothing, fault) -> true).join();
        }
        try {
            lists.join();
        } catch (CompletionException e) {
            throw Failures.of(e.getCause());
        }
    }

    /**
     * Asks the database for what it is doing.
     *
     * @throws RegistryUnavailable if it does not answer, or has no space for a change
     */
    public void ping() {
        transactions.run((EntityManager entities) ->
                entities.createNativeQuery("select 1").getSingleResult());
        database.checkSpace();
    }

    /**
     * Clears up after failed changes: asks the database what became of them, so that memory agrees with it, and audits them.
     * Asks nothing if there were none.
     *
     * @throws RegistryUnavailable if the database is away
     */
    public void settle() {
        List.of(keys, whitelist, denylist).forEach(Roll::settle);
        tokens.settle();
    }

    /**
     * Removes keys that expired before a second since 1970.
     *
     * @return how many
     * @throws RegistryUnavailable if the database is away; some may have been removed
     */
    public int removeExpiredKeys(long before) {
        return keys.removeExpired(Actor.HERALD, before);
    }

    /** The keys of a private tracker. */
    public Roll keys() {
        return keys;
    }

    /** The torrents that a listed tracker serves. */
    public Roll whitelist() {
        return whitelist;
    }

    /** The torrents that are not served in any mode. */
    public Roll denylist() {
        return denylist;
    }

    /** How often torrents were downloaded. */
    public Totals totals() {
        return totals;
    }

    /** The tokens of the operator's API. */
    public Tokens tokens() {
        return tokens;
    }

    /** Who changed what. */
    public Audit audit() {
        return audit;
    }
}
