package dev.herald.torrust;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A running tracker that Torrust's contract tests use.
 *
 * @param port the admin port
 * @param token an API token with every scope
 * @param database the JDBC URL of the database, which must allow a second connection
 * @param user the database user
 * @param password the database password
 */
public record TrackerUnderTest(int port, String token, String database, String user, String password) {

    Api api() {
        return new Api(port, token);
    }

    /** Runs {@code action} while a database table is renamed. */
    void withoutTable(String table, Runnable action) {
        rename(table, table + "_away");
        try {
            action.run();
        } finally {
            rename(table + "_away", table);
        }
    }

    private void rename(String from, String to) {
        try (Connection connection = DriverManager.getConnection(database, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table " + from + " rename to " + to);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot rename the table", e);
        }
    }
}
