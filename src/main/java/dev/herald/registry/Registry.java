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
    private final EntryRepository keys;
    private final EntryRepository whitelist;
    private final EntryRepository denylist;
    private final DownloadTotals totals;
    private final TokenRepository tokens;
    private final Audit audit;

    /** Reads nothing yet. */
    public Registry(Transactions transactions, Database database, Access access, InstantSource clock) {
        this.transactions = transactions;
        this.database = database;
        audit = new Audit(transactions, clock);
        keys = new EntryRepository(EntryType.KEYS, transactions, audit, database, new AccessSync.Keys(access));
        whitelist =
                new EntryRepository(EntryType.WHITELIST, transactions, audit, database, new AccessSync.Listed(access));
        denylist =
                new EntryRepository(EntryType.DENYLIST, transactions, audit, database, new AccessSync.Denied(access));
        totals = new DownloadTotals(transactions, database, clock);
        tokens = new TokenRepository(transactions, audit, clock);
    }

    /**
     * Brings keys, lists and tokens into memory. The lists are read over a connection of their own, meanwhile if there may be
     * two: the first use of the persistence provider takes a second by itself.
     *
     * @throws RegistryUnavailableException if the database is away
     */
    public void load() {
        Executor beside =
                database.maxConnections() > 1 ? work -> new Thread(work, "herald-load").start() : Runnable::run;
        CompletableFuture<Void> lists = CompletableFuture.runAsync(
                () -> List.of(whitelist, keys, denylist).forEach(EntryRepository::load), beside);
        try {
            tokens.load();
        } finally {
            // Nobody may go on while they are written to.
            lists.handle((nothing, fault) -> true).join();
        }
        try {
            lists.join();
        } catch (CompletionException e) {
            throw DatabaseErrors.of(e.getCause());
        }
    }

    /**
     * Asks the database for what it is doing.
     *
     * @throws RegistryUnavailableException if it does not answer, or has no space for a change
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
     * @throws RegistryUnavailableException if the database is away
     */
    public void settle() {
        List.of(keys, whitelist, denylist).forEach(EntryRepository::settle);
        tokens.settle();
    }

    /**
     * Removes keys that expired before a second since 1970.
     *
     * @return how many
     * @throws RegistryUnavailableException if the database is away; some may have been removed
     */
    public int removeExpiredKeys(long before) {
        return keys.removeExpired(Actor.HERALD, before);
    }

    /** The keys of a private tracker. */
    public EntryRepository keys() {
        return keys;
    }

    /** The torrents that a listed tracker serves. */
    public EntryRepository whitelist() {
        return whitelist;
    }

    /** The torrents that are not served in any mode. */
    public EntryRepository denylist() {
        return denylist;
    }

    /** How often torrents were downloaded. */
    public DownloadTotals totals() {
        return totals;
    }

    /** The tokens of the operator's API. */
    public TokenRepository tokens() {
        return tokens;
    }

    /** Who changed what. */
    public Audit audit() {
        return audit;
    }
}
