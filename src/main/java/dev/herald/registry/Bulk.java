package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is done with many rows at once, without an object of the persistence provider for each. */
final class Bulk {

    private static final int FETCH = 5000;

    private final Database database;

    Bulk(Database database) {
        this.database = database;
    }

    /**
     * Streams a table, in no order.
     *
     * @return the number of rows
     */
    long each(Kind<?> kind, Consumer<Entry> action) {
        String columns = kind.expires() ? "id, label, note, created, valid_until" : "id, label, note, created";
        return database.stream("select " + columns + " from " + kind.table(), FETCH, row -> {
            long until = kind.expires() ? row.getLong(5) : 0;
            boolean forever = !kind.expires() || row.wasNull();
            action.accept(new Entry(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    forever ? Entry.FOREVER : until));
        });
    }

    /**
     * Inserts those of {@code batch} whose ids are not there; of several with one id the first.
     *
     * @return what was inserted
     */
    List<Entry> insertAbsent(EntityManager entities, Kind<?> kind, List<Entry> batch) {
        Map<String, Entry> absent = new LinkedHashMap<>();
        batch.forEach(entry -> absent.putIfAbsent(entry.id(), entry));
        try {
            Connection connection = entities.unwrap(Connection.class);
            absent.keySet().removeAll(present(connection, kind, absent.keySet()));
            insert(connection, kind, absent.values());
        } catch (SQLException e) {
            throw Failures.of(e);
        }
        return List.copyOf(absent.values());
    }

    private static Set<String> present(Connection connection, Kind<?> kind, Set<String> ids) throws SQLException {
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

    private static void insert(Connection connection, Kind<?> kind, Iterable<Entry> entries) throws SQLException {
        String sql = "insert into " + kind.table()
                + (kind.expires()
                        ? " (id, label, note, created, valid_until) values (?, ?, ?, ?, ?)"
                        : " (id, label, note, created) values (?, ?, ?, ?)");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Entry entry : entries) {
                insert.setString(1, entry.id());
                insert.setString(2, entry.label());
                insert.setString(3, entry.note());
                insert.setLong(4, entry.created());
                if (kind.expires()) {
                    boolean forever = entry.validUntil() == Entry.FOREVER;
                    insert.setObject(5, forever ? null : entry.validUntil(), java.sql.Types.BIGINT);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
