package dev.herald.torrust;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A table that is gone from the database of a running tracker for a while. */
final class Broken {

    private Broken() {}

    /** Does something while there is no such table. */
    static void during(String database, String table, Runnable action) {
        rename(database, table, table + "_away");
        try {
            action.run();
        } finally {
            rename(database, table + "_away", table);
        }
    }

    private static void rename(String database, String from, String to) {
        try (Connection connection = DriverManager.getConnection(database, "herald", "");
                Statement statement = connection.createStatement()) {
            statement.execute("alter table " + from + " rename to " + to);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot break the database", e);
        }
    }
}
