package dev.herald.registry;

import dev.herald.access.Access;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.List;

/**
 * All data that survives a restart. Announces use the part of it that {@code access} holds in memory. Methods that use the database
 * throw {@link RegistryUnavailableException} if it is unavailable.
 */
public final class Registry {

    private final Transactions transactions;
    private final Database database;
    private final EntryRepository keys;
    private final EntryRepository whitelist;
    private final EntryRepository denylist;
    private final DownloadTotals totals;
    private final TokenRepository tokens;
    private final Audit audit;

    public Registry(Transactions transactions, Database database, Access access, InstantSource clock) {
        this.transactions = transactions;
        this.database = database;
        audit = new Audit(transactions, clock);
        keys = new EntryRepository(EntryTable.KEYS, transactions, audit, database, AccessSync.keys(access));
        whitelist =
                new EntryRepository(EntryTable.WHITELIST, transactions, audit, database, AccessSync.whitelist(access));
        denylist = new EntryRepository(EntryTable.DENYLIST, transactions, audit, database, AccessSync.denylist(access));
        totals = new DownloadTotals(transactions, database, clock);
        tokens = new TokenRepository(transactions, audit, clock);
    }

    /** Reads keys, lists and tokens into memory. */
    public void load() {
        List.of(whitelist, keys, denylist).forEach(EntryRepository::load);
        tokens.load();
    }

    /**
     * Checks that the database answers and has space for a change.
     *
     * @throws RegistryUnavailableException if not
     */
    public void ping() {
        transactions.run((EntityManager entities) ->
                entities.createNativeQuery("select 1").getSingleResult());
        database.checkSpace();
    }

    /**
     * Completes failed changes: reads from the database whether they were committed, applies that to memory, and writes them to
     * the audit. Does not use the database if no change failed.
     */
    public void settle() {
        List.of(keys, whitelist, denylist, tokens).forEach(Repository::settle);
    }

    /**
     * Removes keys that expired before a second since 1970.
     *
     * @return the number of removed keys
     * @throws RegistryUnavailableException if the database is unavailable; some keys may have been removed
     */
    public int removeExpiredKeys(long before) {
        return keys.removeExpired(Actor.HERALD, before);
    }

    public EntryRepository keys() {
        return keys;
    }

    public EntryRepository whitelist() {
        return whitelist;
    }

    public EntryRepository denylist() {
        return denylist;
    }

    public DownloadTotals totals() {
        return totals;
    }

    public TokenRepository tokens() {
        return tokens;
    }

    public Audit audit() {
        return audit;
    }
}
