package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and inserts many entries at once, without an object of the persistence provider for each. */
final class BulkEntries {

    private BulkEntries() {}

    /**
     * Inserts those of {@code batch} whose ids are not there; of several with one id the first.
     *
     * @return what was inserted
     */
    static List<Entry> insertAbsent(EntityManager entities, EntryType<?> kind, List<Entry> batch) {
        Map<String, Entry> absent = new LinkedHashMap<>();
        batch.forEach(entry -> absent.putIfAbsent(entry.id(), entry));
        return Database.patiently(entities.unwrap(Connection.class), connection -> {
            absent.keySet().removeAll(present(connection, kind, absent.keySet()));
            insert(connection, kind, absent.values());
            return List.copyOf(absent.values());
        });
    }

    /** SQL that selects everything that {@link #entry} reads. */
    static String select(EntryType<?> kind) {
        return "select id, label, note, created" + (kind.isKeys() ? ", valid_until" : "") + " from " + kind.table();
    }

    /** The entry in a row of {@link #select}. */
    static Entry entry(EntryType<?> kind, ResultSet row) throws SQLException {
        long validUntil = kind.isKeys() ? row.getLong(5) : Entry.FOREVER;
        if (kind.isKeys() && row.wasNull()) {
            validUntil = Entry.FOREVER;
        }
        return new Entry(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), validUntil);
    }

    private static Set<String> present(Connection connection, EntryType<?> kind, Set<String> ids) throws SQLException {
        String marks = String.join(",", Collections.nCopies(ids.size(), "?"));
        Set<String> present = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id from " + kind.table() + " where id in (" + marks + ")")) {
            int index = 1;
            for (String id : ids) {
                select.setString(index++, id);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    present.add(rows.getString(1));
                }
            }
        }
        return present;
    }

    private static void insert(Connection connection, EntryType<?> kind, Iterable<Entry> entries) throws SQLException {
        String sql = "insert into " + kind.table()
                + (kind.isKeys()
                        ? " (id, label, note, created, valid_until) values (?, ?, ?, ?, ?)"
                        : " (id, label, note, created) values (?, ?, ?, ?)");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Entry entry : entries) {
                insert.setString(1, entry.id());
                insert.setString(2, entry.label());
                insert.setString(3, entry.note());
                insert.setLong(4, entry.created());
                if (kind.isKeys() && entry.validUntil() == Entry.FOREVER) {
                    insert.setNull(5, Types.BIGINT);
                } else if (kind.isKeys()) {
                    insert.setLong(5, entry.validUntil());
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
