package dev.herald.torrust;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A running tracker with which Torrust's contract is tested.
 *
 * @param port of the operator's side
 * @param token that may do everything
 * @param database its URL, which can be opened while the tracker has it open
 * @param user of the database
 * @param password of that user
 */
public record Contract(int port, String token, String database, String user, String password) {

    Api api() {
        return new Api(port, token);
    }

    /** Does something while there is no such table; afterwards all is well again. */
    void broken(String table, Runnable action) {
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
            throw new IllegalStateException("cannot break the database", e);
        }
    }
}
