package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A durable list of entries, whose ids {@code access} has in memory: the keys, the whitelist or the deny list. A change is
 * committed before it is in memory, and in memory before the call returns.
 *
 * <p>Every method throws {@link RegistryUnavailableException} within 3 seconds if the database is away; memory is then as it was.
 */
public final class EntryRepository {

    /** Expired keys that are removed in one transaction. */
    private static final int EXPIRED = 1000;

    private final EntryType<?> kind;
    private final Transactions transactions;
    private final ChangeQueue changes;
    private final Database database;
    private final AccessSync live;
    private final InDoubtEntries doubts = new InDoubtEntries();

    EntryRepository(EntryType<?> kind, Transactions transactions, Audit audit, Database database, AccessSync live) {
        this.kind = kind;
        this.transactions = transactions;
        this.changes = new ChangeQueue(transactions, audit, this::settleDoubts);
        this.database = database;
        this.live = live;
    }

    /** The entry of that id. */
    public Optional<Entry> find(String id) {
        return kind.fits().test(id)
                ? transactions.run(entities ->
                        Optional.ofNullable(entities.find(kind.row(), id)).map(EntryRow::entry))
                : Optional.empty();
    }

    /** Entries in the order of their ids. */
    public EntryPage list(EntryQuery query) {
        return transactions.run(entities -> EntryQueries.page(entities, kind, query));
    }

    /**
     * Adds an entry.
     *
     * @return false if its id is there already; then nothing changes
     * @throws IllegalArgumentException if the id cannot be one, or only a key can be what it is; the text is fit for clients
     */
    public boolean add(Actor actor, Entry entry) {
        kind.require(entry);
        return change(
                actor,
                "add",
                entry.id(),
                entities -> entities.find(kind.row(), entry.id()) == null && create(entities, entry),
                added -> added ? "done" : "unchanged: it is there",
                added -> {
                    if (added) {
                        live.put(entry);
                    }
                });
    }

    /**
     * Makes an entry be there as given; an older one keeps its time of creation.
     *
     * @throws IllegalArgumentException if the id cannot be one, or only a key can be what it is; the text is fit for clients
     */
    public PutResult put(Actor actor, Entry entry) {
        kind.require(entry);
        return change(
                actor,
                "put",
                entry.id(),
                entities -> put(entities, entry),
                put -> put == PutResult.SAME ? "unchanged" : "done",
                // Also if it was there just so: somebody else may have written it into the database.
                put -> live.put(entry));
    }

    private PutResult put(EntityManager entities, Entry entry) {
        EntryRow row = entities.find(kind.row(), entry.id());
        if (row == null) {
            create(entities, entry);
            return PutResult.ADDED;
        }
        Entry before = row.entry();
        row.change(entry);
        return row.entry().equals(before) ? PutResult.SAME : PutResult.CHANGED;
    }

    private boolean create(EntityManager entities, Entry entry) {
        EntryRow row = kind.newRow().get();
        row.create(entry);
        entities.persist(row);
        return true;
    }

    /**
     * Removes an entry.
     *
     * @return false if it was not there
     */
    public boolean remove(Actor actor, String id) {
        if (!kind.fits().test(id)) {
            return false;
        }
        return change(
                actor,
                "remove",
                id,
                entities -> {
                    EntryRow row = entities.find(kind.row(), id);
                    if (row != null) {
                        entities.remove(row);
                    }
                    return row != null;
                },
                removed -> removed ? "done" : "unchanged: it is not there",
                // Also if it was not there: somebody else may have removed it from the database.
                removed -> live.remove(id));
    }

    private <T> T change(
            Actor actor,
            String what,
            String id,
            Function<EntityManager, T> work,
            Function<T, String> outcome,
            Consumer<T> memory) {
        try {
            return changes.make(new Change(actor, kind.name() + "." + what, kind.shown(id)), work, outcome, memory);
        } catch (RegistryUnavailableException e) {
            doubts.add(List.of(id));
            throw e;
        }
    }

    /**
     * Makes memory what the database is, whoever changed that.
     *
     * @return the number of entries
     */
    public long reload(Actor actor) {
        return changes.alone(() -> {
            long count = reread();
            return changes.make(
                    new Change(actor, kind.name() + ".reload", ""),
                    entities -> count,
                    read -> "done: " + read + " entries",
                    read -> {});
        });
    }

    /** Brings all entries into memory, however long that takes, over a connection beside those of the transactions. */
    long load() {
        return replace(database::stream);
    }

    private long reread() {
        return replace(this::stream);
    }

    private long replace(AccessSync.Reading reading) {
        return settling(taken -> live.replace(reading));
    }

    /** Does something that settles what is in doubt before it; if it fails, all of that stays in doubt. */
    private <T> T settling(Function<InDoubtEntries.Taken, T> work) {
        InDoubtEntries.Taken taken = doubts.take();
        try {
            return work.apply(taken);
        } catch (RuntimeException | Error e) {
            doubts.putBack(taken);
            throw e;
        }
    }

    private long stream(String query, Database.RowAction action) {
        return transactions.run(entities -> database.stream(entities.unwrap(Connection.class), query, action));
    }

    /**
     * Adds what is not there, in batches with a transaction each: an import that fails keeps the batches before.
     *
     * @throws IllegalArgumentException if an id cannot be one, or only a key can be what it is; the entries before are kept
     */
    public ImportResult importAll(Actor actor, Iterator<Entry> entries) {
        long added = 0;
        long present = 0;
        for (ImportBatches batches = new ImportBatches(kind, entries); batches.hasNext(); ) {
            List<Entry> batch = batches.next();
            int fresh = importBatch(actor, batch);
            added += fresh;
            present += batch.size() - fresh;
        }
        return new ImportResult(added, present);
    }

    private int importBatch(Actor actor, List<Entry> batch) {
        try {
            return changes.make(
                            new Change(actor, kind.name() + ".import", ""),
                            entities -> BulkEntries.insertAbsent(entities, kind, batch),
                            added -> "done: " + added.size() + " added, " + (batch.size() - added.size()) + " present",
                            added -> added.forEach(live::put))
                    .size();
        } catch (RegistryUnavailableException e) {
            doubts.add(batch.stream().map(Entry::id).toList());
            throw e;
        }
    }

    /**
     * Hands out every entry, in no particular order, however long {@code action} takes; what changes meanwhile may be missed.
     *
     * <p>Most databases are read page by page, in the order of the ids, because a server does not wait for a slow reader. H2 is
     * read in one go: page by page it would look for each row by itself.
     */
    public void forEach(Consumer<Entry> action) {
        if (database.vendor() == Vendor.H2) {
            stream(BulkEntries.select(kind), row -> action.accept(BulkEntries.entry(kind, row)));
            return;
        }
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            EntryPage page = list(new EntryQuery("", after.get(), EntryQuery.MOST));
            page.entries().forEach(action);
            after = page.next();
        }
    }

    /**
     * Removes keys that have expired before a second since 1970.
     *
     * @return how many
     */
    int removeExpired(Actor actor, long before) {
        int sum = 0;
        int removed;
        do {
            removed = removeSomeExpired(actor, before);
            sum += removed;
        } while (removed == EXPIRED);
        return sum;
    }

    private int removeSomeExpired(Actor actor, long before) {
        return changes.alone(() -> {
            List<String> expired = transactions.run(entities -> EntryQueries.expired(entities, before, EXPIRED));
            if (!expired.isEmpty()) {
                changes.make(
                        new Change(actor, kind.name() + ".expire", ""),
                        entities -> EntryQueries.delete(entities, expired),
                        count -> "done: " + count + " removed",
                        count -> expired.forEach(live::remove));
            }
            return expired.size();
        });
    }

    /** Asks the database for what is in doubt, and brings failures to the audit. */
    void settle() {
        changes.auditFailures();
        changes.alone(() -> {
            settleDoubts();
            return true;
        });
    }

    private void settleDoubts() {
        settling(taken -> {
            if (taken.all()) {
                return live.replace(this::stream);
            }
            for (String id : taken.ids()) {
                find(id).ifPresentOrElse(live::put, () -> live.remove(id));
            }
            return (long) taken.ids().size();
        });
    }
}
