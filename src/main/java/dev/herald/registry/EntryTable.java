package dev.herald.registry;

import dev.herald.bittorrent.AccessKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One of the three tables of entries: what its ids look like, and the statements that read and write it.
 *
 * @param name in the audit
 * @param table name of the table
 * @param entity class of its rows
 * @param newRow creates a row
 * @param validId whether a text can be an id
 * @param idRule the rule for ids, as clients see it
 */
record EntryTable(
        String name,
        String table,
        Class<? extends EntryRow> entity,
        Supplier<? extends EntryRow> newRow,
        Predicate<String> validId,
        String idRule) {

    static final EntryTable KEYS = new EntryTable(
            "key",
            "access_keys",
            KeyRow.class,
            KeyRow::new,
            AccessKey::wellFormed,
            "a key must be 16 to 64 letters, digits, - or _");

    static final EntryTable WHITELIST = ofTorrents("whitelist", "listed_torrents", ListedRow.class, ListedRow::new);

    static final EntryTable DENYLIST = ofTorrents("denylist", "denied_torrents", DeniedRow.class, DeniedRow::new);

    private static EntryTable ofTorrents(
            String name, String table, Class<? extends EntryRow> entity, Supplier<? extends EntryRow> newRow) {
        return new EntryTable(
                name,
                table,
                entity,
                newRow,
                Pattern.compile("[0-9a-f]{40}").asMatchPredicate(),
                "an info-hash must be 40 lower-case hexadecimal digits");
    }

    /** Whether entries expire and ids are secret. */
    boolean holdsKeys() {
        return entity == KeyRow.class;
    }

    /** An id as the audit shows it. */
    String auditSubject(String id) {
        return holdsKeys() ? Audit.masked(id) : id;
    }

    /**
     * Checks that this table can hold an entry.
     *
     * @throws IllegalArgumentException if it cannot; the message names the rule and may be sent to clients
     */
    void require(Entry entry) {
        if (!validId.test(entry.id())) {
            throw new IllegalArgumentException(idRule);
        }
        if (!holdsKeys() && entry.validUntil() != Entry.FOREVER) {
            throw new IllegalArgumentException("only keys expire");
        }
    }

    Optional<EntryRow> find(EntityManager entities, String id) {
        return Optional.ofNullable(entities.find(entity, id));
    }

    void insert(EntityManager entities, Entry entry) {
        EntryRow row = newRow.get();
        row.create(entry);
        entities.persist(row);
    }

    /** One page of entries, in the order of their ids. */
    EntryPage page(EntityManager entities, EntryQuery query) {
        List<Entry> found =
                select(entities, query).stream().map(EntryRow::entry).toList();
        if (found.size() <= query.limit()) {
            return new EntryPage(found, Optional.empty());
        }
        List<Entry> page = List.copyOf(found.subList(0, query.limit()));
        return new EntryPage(page, Optional.of(page.get(page.size() - 1).id()));
    }

    /** Selects one row more than the limit, which shows whether there is a next page. */
    private List<? extends EntryRow> select(EntityManager entities, EntryQuery query) {
        String from = "select r from " + entity.getSimpleName() + " r where ";
        if (query.search().isEmpty()) {
            return entities.createQuery(from + "r.id > :after order by r.id", entity)
                    .setParameter("after", query.after())
                    .setMaxResults(query.limit() + 1)
                    .getResultList();
        }
        String escaped = query.search().replaceAll("[!%_]", "!$0");
        // trim() has no effect on ids, but prevents a scan of the primary key: a search with few matches would fetch
        // every row in an order in which no two are on one page, which takes H2 ten times as long as a table scan.
        TypedQuery<? extends EntryRow> select = entities.createQuery(
                        from + "trim(r.id) > :after and (r.id like :beginning escape '!'"
                                + " or lower(r.label) like :part escape '!' or lower(r.note) like :part escape '!')"
                                + " order by trim(r.id)",
                        entity)
                .setParameter("after", query.after())
                .setParameter("beginning", escaped + "%")
                .setParameter("part", "%" + escaped.toLowerCase(Locale.ROOT) + "%")
                .setMaxResults(query.limit() + 1);
        return Database.withBulkTimeout(entities.unwrap(Connection.class), connection -> select.getResultList());
    }

    /** SQL that selects what {@link AccessSync#replace} reads; JPA would hold an object for each row of the table. */
    String selectForAccess() {
        return "select id, " + (holdsKeys() ? "valid_until" : "label") + " from " + table;
    }

    /** SQL that selects what {@link #entry} reads, for exports; JPA would hold an object for each row of the table. */
    String selectAll() {
        return "select id, label, note, created" + (holdsKeys() ? ", valid_until" : "") + " from " + table;
    }

    /** The entry in the current row of {@link #selectAll}. */
    Entry entry(ResultSet row) throws SQLException {
        long validUntil = holdsKeys() ? row.getLong(5) : Entry.FOREVER;
        if (holdsKeys() && row.wasNull()) {
            validUntil = Entry.FOREVER;
        }
        return new Entry(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), validUntil);
    }

    /**
     * Inserts the entries of {@code batch} whose ids are not in the table; of several with one id the first. Uses SQL, because
     * JPA selects each row before it inserts it.
     *
     * @return the inserted entries
     */
    List<Entry> insertAbsent(EntityManager entities, List<Entry> batch) {
        Map<String, Entry> absent = new LinkedHashMap<>();
        batch.forEach(entry -> absent.putIfAbsent(entry.id(), entry));
        return Database.withBulkTimeout(entities.unwrap(Connection.class), connection -> {
            present(connection, absent.keySet()).forEach(absent::remove);
            insert(connection, absent.values());
            return List.copyOf(absent.values());
        });
    }

    private List<String> present(Connection connection, Set<String> ids) throws SQLException {
        String parameters = String.join(",", Collections.nCopies(ids.size(), "?"));
        return Sql.firstColumn(connection, "select id from " + table + " where id in (" + parameters + ")", ids);
    }

    private void insert(Connection connection, Collection<Entry> entries) throws SQLException {
        String sql = "insert into " + table
                + (holdsKeys()
                        ? " (id, label, note, created, valid_until) values (?, ?, ?, ?, ?)"
                        : " (id, label, note, created) values (?, ?, ?, ?)");
        Sql.updateEach(connection, sql, entries, entry -> {
            List<Object> columns = new ArrayList<>(List.of(entry.id(), entry.label(), entry.note(), entry.created()));
            if (holdsKeys()) {
                columns.add(entry.validUntil() == Entry.FOREVER ? null : Long.valueOf(entry.validUntil()));
            }
            return columns;
        });
    }
}
