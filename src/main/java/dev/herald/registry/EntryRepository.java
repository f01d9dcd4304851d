package dev.herald.registry;

import dev.herald.registry.Audit.Change;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

/**
 * A persistent list of entries whose ids {@code access} holds in memory: the keys, the whitelist or the deny list. A change is
 * committed before it is applied to memory, and applied to memory before the call returns.
 *
 * <p>Every method throws {@link RegistryUnavailableException} within 3 seconds if the database is unavailable. Memory is then
 * unchanged. The commit may have succeeded if the connection broke while it ran; its entries are in doubt until
 * {@link #settle} or the next change reads them from the database.
 */
public final class EntryRepository extends Repository {

    /** Entries of an import that share a transaction. The next change waits for it, so it must end within its limit. */
    static final int BATCH = 4000;

    /** Entries of an import that are sorted together; those without texts take about 100 bytes each. */
    private static final int WINDOW = 15 * BATCH;

    /** The most characters of a window, as labels and notes may be long. */
    private static final int WINDOW_CHARACTERS = 4_000_000;

    /** Expired keys that are removed in one transaction. */
    private static final int EXPIRED_BATCH = 1000;

    private final EntryTable table;
    private final Database database;
    private final AccessSync memory;

    EntryRepository(EntryTable table, Transactions transactions, Audit audit, Database database, AccessSync memory) {
        super(transactions, audit, System::nanoTime);
        this.table = table;
        this.database = database;
        this.memory = memory;
    }

    public Optional<Entry> find(String id) {
        return table.validId().test(id)
                ? transactions.run(entities -> table.find(entities, id).map(EntryRow::entry))
                : Optional.empty();
    }

    /** One page of entries, in the order of their ids. */
    public EntryPage list(EntryQuery query) {
        return transactions.run(entities -> table.page(entities, query));
    }

    /**
     * Adds an entry.
     *
     * @return false if there is an entry with this id; it stays as it is
     * @throws IllegalArgumentException if the id is malformed, or if an entry that is no key expires; the message may be sent to
     *     clients
     */
    public boolean add(Actor actor, Entry entry) {
        table.require(entry);
        return change(actor, "add", entry.id(), entities -> {
            if (table.find(entities, entry.id()).isPresent()) {
                return Outcome.unchanged(false, "it is there");
            }
            table.insert(entities, entry);
            return new Outcome<>(true, "done", () -> memory.put().accept(entry));
        });
    }

    /**
     * Adds or replaces an entry. An existing entry keeps its time of creation.
     *
     * @throws IllegalArgumentException if the id is malformed, or if an entry that is no key expires; the message may be sent to
     *     clients
     */
    public PutResult put(Actor actor, Entry entry) {
        table.require(entry);
        return change(actor, "put", entry.id(), entities -> {
            PutResult result = put(entities, entry);
            // Applied even if nothing changes: another program may have written the row.
            return new Outcome<>(result, result == PutResult.SAME ? "unchanged" : "done", () -> memory.put()
                    .accept(entry));
        });
    }

    private PutResult put(EntityManager entities, Entry entry) {
        Optional<EntryRow> row = table.find(entities, entry.id());
        if (row.isEmpty()) {
            table.insert(entities, entry);
            return PutResult.ADDED;
        }
        Entry before = row.get().entry();
        row.get().change(entry);
        return row.get().entry().equals(before) ? PutResult.SAME : PutResult.CHANGED;
    }

    /** Removes an entry. Returns false if there is no entry with this id. */
    public boolean remove(Actor actor, String id) {
        return table.validId().test(id)
                && change(actor, "remove", id, entities -> {
                    Optional<EntryRow> row = table.find(entities, id);
                    row.ifPresent(entities::remove);
                    String text = row.isPresent() ? "done" : "unchanged: it is not there";
                    // Applied even if it is not there: another program may have deleted the row.
                    return new Outcome<>(
                            row.isPresent(), text, () -> memory.remove().accept(id));
                });
    }

    private <T> T change(Actor actor, String action, String id, Function<EntityManager, Outcome<T>> work) {
        return change(new Change(actor, table.name() + "." + action, table.auditSubject(id)), List.of(id), work);
    }

    /** Replaces memory by the contents of the database. Returns the number of entries. */
    public long reload(Actor actor) {
        return exclusively(() -> {
            long count = replaceMemory(this::stream);
            return change(
                    new Change(actor, table.name() + ".reload", ""),
                    List.of(),
                    entities -> new Outcome<>(count, "done: " + count + " entries", () -> {}));
        });
    }

    /** Reads all entries into memory without a time limit, over a connection that is not one of the pool. */
    void load() {
        replaceMemory(database::stream);
    }

    private long replaceMemory(ToLongBiFunction<String, Database.RowAction> stream) {
        AtomicLong count = new AtomicLong();
        memory.replace()
                .accept(action -> count.set(stream.applyAsLong(table.selectForAccess(), row -> {
                    try {
                        action.accept(row);
                    } catch (IllegalArgumentException e) {
                        // Another program has written what Herald rejects. The row stays in the table.
                        System.getLogger(EntryRepository.class.getName())
                                .log(Level.WARNING, "Ignoring a row of " + table.table() + ": " + e.getMessage());
                    }
                })));
        return count.get();
    }

    private long stream(String query, Database.RowAction action) {
        return transactions.run(entities -> database.stream(entities.unwrap(Connection.class), query, action));
    }

    /**
     * Adds the entries whose ids are absent, in batches with a transaction each. A failed import keeps the batches before.
     *
     * <p>Sorts a window of entries before it cuts it into batches: databases keep rows in the order of their ids, so a sorted
     * batch writes a few neighbouring pages of the index, where an unsorted one would write as many pages as it has entries.
     *
     * @throws IllegalArgumentException if an id is malformed, or if an entry that is no key expires; the entries before are kept
     */
    public ImportResult importAll(Actor actor, Iterator<Entry> entries) {
        long added = 0;
        long present = 0;
        while (true) {
            List<Entry> window = new ArrayList<>();
            Optional<RuntimeException> failure = readWindow(entries, window);
            // The sort is stable, so the first of several entries with one id stays the first.
            window.sort(Comparator.comparing(Entry::id));
            for (int from = 0; from < window.size(); from += BATCH) {
                List<Entry> batch = List.copyOf(window.subList(from, Math.min(window.size(), from + BATCH)));
                int inserted = importBatch(actor, batch);
                added += inserted;
                present += batch.size() - inserted;
            }
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (window.isEmpty()) {
                return new ImportResult(added, present);
            }
        }
    }

    /** Fills {@code window}; returns the failure that ended it early. */
    private Optional<RuntimeException> readWindow(Iterator<Entry> entries, List<Entry> window) {
        try {
            for (int characters = 0; window.size() < WINDOW && characters < WINDOW_CHARACTERS && entries.hasNext(); ) {
                Entry entry = entries.next();
                table.require(entry);
                window.add(entry);
                characters += entry.id().length()
                        + entry.label().length()
                        + entry.note().length();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private int importBatch(Actor actor, List<Entry> batch) {
        Change change = new Change(actor, table.name() + ".import", "");
        return change(change, batch.stream().map(Entry::id).toList(), entities -> {
            List<Entry> added = table.insertAbsent(entities, batch);
            String text = "done: " + added.size() + " added, " + (batch.size() - added.size()) + " present";
            return new Outcome<>(added.size(), text, () -> added.forEach(memory.put()));
        });
    }

    /**
     * Passes every entry to {@code action}, in no particular order. Concurrent changes may be missed. {@code action} may be slow.
     *
     * <p>Reads servers page by page in the order of the ids, because a server does not wait for a slow reader. Reads H2 in one
     * query, because H2 would look up each row of a page separately.
     */
    public void forEach(Consumer<Entry> action) {
        if (database.vendor() == Vendor.H2) {
            stream(table.selectAll(), row -> action.accept(table.entry(row)));
            return;
        }
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            EntryPage page = list(new EntryQuery("", after.get(), EntryQuery.MAX_LIMIT));
            page.entries().forEach(action);
            after = page.next();
        }
    }

    /** Removes keys that expired before a second since 1970. Returns the number of removed keys. */
    int removeExpired(Actor actor, long before) {
        int sum = 0;
        int removed;
        do {
            removed = exclusively(() -> removeExpiredBatch(actor, before));
            sum += removed;
        } while (removed == EXPIRED_BATCH);
        return sum;
    }

    private int removeExpiredBatch(Actor actor, long before) {
        List<String> expired = transactions.run(
                entities -> entities.createQuery("select k.id from KeyRow k where k.validUntil < :before", String.class)
                        .setParameter("before", before)
                        .setMaxResults(EXPIRED_BATCH)
                        .getResultList());
        if (expired.isEmpty()) {
            return 0;
        }
        return change(new Change(actor, table.name() + ".expire", ""), expired, entities -> {
            int removed = entities.createQuery("delete from KeyRow k where k.id in :keys")
                    .setParameter("keys", expired)
                    .executeUpdate();
            return new Outcome<>(
                    expired.size(), "done: " + removed + " removed", () -> expired.forEach(memory.remove()));
        });
    }

    @Override
    void refresh(List<String> ids) {
        List<Optional<EntryRow>> rows = transactions.run(
                entities -> ids.stream().map(id -> table.find(entities, id)).toList());
        for (int i = 0; i < rows.size(); i++) {
            String id = ids.get(i);
            rows.get(i).map(EntryRow::entry).ifPresentOrElse(memory.put(), () -> memory.remove()
                    .accept(id));
        }
    }
}
