package dev.herald.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads and writes the tables without the registry. */
final class Tables {

    static final List<String> ALL = List.of(
            "access_keys",
            "listed_torrents",
            "denied_torrents",
            "download_totals",
            "totals_flushes",
            "api_tokens",
            "audit_entries");

    private Tables() {}

    static void empty(Database database) {
        run(database, ALL.stream().map(table -> "delete from " + table).toArray(String[]::new));
    }

    static void run(Database database, String... statements) {
        try (Connection connection = database.connectForBulk();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All cells of a table, as text. */
    static String dump(Database database, String table) {
        StringBuilder cells = new StringBuilder();
        try (Connection connection = database.connectForBulk();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.append(rows.getString(i)).append(' ');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return cells.toString();
    }
}
