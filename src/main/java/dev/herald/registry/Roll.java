package dev.herald.registry;

import dev.herald.access.Access;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A durable list of entries, whose ids {@code access} has in memory: the keys, the whitelist or the deny list. A change is
 * committed before it is in memory, and in memory before the call returns.
 *
 * <p>Every method throws {@link RegistryUnavailable} within 3 seconds if the database is away; memory is then as it was.
 */
public final class Roll {

    private static final int BATCH = 1000;

    private final Kind<?> kind;
    private final Transactions transactions;
    private final Changes changes;
    private final Bulk bulk;
    private final Access access;

    Roll(Kind<?> kind, Transactions transactions, Audit audit, Bulk bulk, Access access) {
        this.kind = kind;
        this.transactions = transactions;
        this.changes = new Changes(transactions, audit);
        this.bulk = bulk;
        this.access = access;
    }

    /** The entry of that id. */
    public Optional<Entry> find(String id) {
        return fits(id)
                ? transactions.run(entities ->
                        Optional.ofNullable(entities.find(kind.row(), id)).map(EntryRow::entry))
                : Optional.empty();
    }

    /** Entries in the order of their ids. */
    public Page list(Query query) {
        List<Entry> found = transactions.run(entities ->
                select(entities, query).stream().map(EntryRow::entry).toList());
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        List<Entry> page = found.subList(0, query.limit());
        return new Page(List.copyOf(page), Optional.of(page.get(page.size() - 1).id()));
    }

    /** One more than asked for, to know whether there is a next page. */
    private List<? extends EntryRow> select(EntityManager entities, Query query) {
        String from = "select r from " + kind.row().getSimpleName() + " r where r.id > :after";
        String matching = " and (r.id like :beginning escape '!'"
                + " or lower(r.label) like :part escape '!' or lower(r.note) like :part escape '!')";
        boolean all = query.search().isEmpty();
        var select = entities.createQuery(from + (all ? "" : matching) + " order by r.id", kind.row())
                .setParameter("after", query.after())
                .setMaxResults(query.limit() + 1);
        if (!all) {
            String escaped = query.search().replaceAll("[!%_]", "!$0");
            select.setParameter("beginning", escaped + "%")
                    .setParameter("part", "%" + escaped.toLowerCase(Locale.ROOT) + "%");
        }
        return select.getResultList();
    }

    /**
     * Adds an entry.
     *
     * @return false if its id is there already; then nothing changes
     * @throws IllegalArgumentException if the id cannot be one
     */
    public boolean add(Actor actor, Entry entry) {
        require(entry);
        return changes.make(
                change(actor, "add", entry.id()),
                entities -> entities.find(kind.row(), entry.id()) == null && create(entities, entry),
                added -> added ? "done" : "unchanged: it is there",
                added -> {
                    if (added) {
                        kind.put().accept(access, entry);
                    }
                });
    }

    /**
     * Makes an entry be there as given; an older one keeps its time of creation.
     *
     * @throws IllegalArgumentException if the id cannot be one
     */
    public Put put(Actor actor, Entry entry) {
        require(entry);
        return changes.make(
                change(actor, "put", entry.id()),
                entities -> put(entities, entry),
                put -> put == Put.SAME ? "unchanged" : "done",
                put -> {
                    if (put != Put.SAME) {
                        kind.put().accept(access, entry);
                    }
                });
    }

    private Put put(EntityManager entities, Entry entry) {
        EntryRow row = entities.find(kind.row(), entry.id());
        if (row == null) {
            create(entities, entry);
            return Put.ADDED;
        }
        Entry before = row.entry();
        row.change(entry);
        return row.entry().equals(before) ? Put.SAME : Put.CHANGED;
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
        if (!fits(id)) {
            return false;
        }
        return changes.make(
                change(actor, "remove", id),
                entities -> {
                    EntryRow row = entities.find(kind.row(), id);
                    if (row != null) {
                        entities.remove(row);
                    }
                    return row != null;
                },
                removed -> removed ? "done" : "unchanged: it is not there",
                // Also if it was not there: memory may know it from before somebody else changed the database.
                removed -> kind.remove().accept(access, id));
    }

    /**
     * Makes memory what the database is, whoever changed that.
     *
     * @return the number of entries
     */
    public long reload(Actor actor) {
        return changes.alone(() -> {
            long count = load();
            transactions.run(entities -> count);
            return count;
        });
    }

    /** Brings all entries into memory. */
    long load() {
        return bulk.each(kind, entry -> kind.put().accept(access, entry));
    }

    /**
     * Adds what is not there, in batches of a transaction each: an import that fails keeps the batches before.
     *
     * @throws IllegalArgumentException if an id cannot be one; the batches before it are kept
     */
    public Imported importAll(Actor actor, Iterator<Entry> entries) {
        long added = 0;
        long present = 0;
        List<Entry> batch = new ArrayList<>(BATCH);
        while (entries.hasNext()) {
            Entry entry = entries.next();
            require(entry);
            batch.add(entry);
            if (batch.size() == BATCH || !entries.hasNext()) {
                int fresh = importBatch(actor, List.copyOf(batch));
                added += fresh;
                present += batch.size() - fresh;
                batch.clear();
            }
        }
        return new Imported(added, present);
    }

    private int importBatch(Actor actor, List<Entry> batch) {
        return changes.make(
                        change(actor, "import", ""),
                        entities -> bulk.insertAbsent(entities, kind, batch),
                        added -> "done: " + added.size() + " added, " + (batch.size() - added.size()) + " present",
                        added -> added.forEach(entry -> kind.put().accept(access, entry)))
                .size();
    }

    /** Hands out every entry, in the order of their ids and page by page: what changes meanwhile may be missed. */
    public void forEach(Consumer<Entry> action) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            Page page = list(new Query("", after.get(), Query.MOST));
            page.entries().forEach(action);
            after = page.next();
        }
    }

    private Change change(Actor actor, String what, String id) {
        return new Change(
                actor,
                kind.name() + "." + what,
                id.isEmpty() ? "" : kind.subject().apply(id));
    }

    private boolean fits(String id) {
        return kind.fits().test(id);
    }

    private void require(Entry entry) {
        if (!fits(entry.id())) {
            throw new IllegalArgumentException(kind.rule());
        }
        if (!kind.expires() && entry.validUntil() != Entry.FOREVER) {
            throw new IllegalArgumentException("only keys expire");
        }
    }
}
