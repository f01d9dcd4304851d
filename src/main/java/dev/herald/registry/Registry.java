package dev.herald.registry;

import dev.herald.access.Access;
import java.time.InstantSource;

/** The durable truth: what must survive a restart, and is in memory as far as announces need it. */
public final class Registry {

    private final Roll keys;
    private final Roll whitelist;
    private final Roll denylist;
    private final Tokens tokens;
    private final Audit audit;

    /** Reads nothing yet. */
    public Registry(Transactions transactions, Database database, Access access, InstantSource clock) {
        Bulk bulk = new Bulk(database);
        audit = new Audit(transactions, clock);
        keys = new Roll(Kind.KEYS, transactions, audit, bulk, access);
        whitelist = new Roll(Kind.WHITELIST, transactions, audit, bulk, access);
        denylist = new Roll(Kind.DENYLIST, transactions, audit, bulk, access);
        tokens = new Tokens(transactions, audit, clock);
    }

    /**
     * Brings keys, lists and tokens into memory.
     *
     * @throws RegistryUnavailable if the database is away
     */
    public void load() {
        keys.load();
        whitelist.load();
        denylist.load();
        tokens.load();
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

    /** The tokens of the operator's API. */
    public Tokens tokens() {
        return tokens;
    }

    /** Who changed what. */
    public Audit audit() {
        return audit;
    }
}
