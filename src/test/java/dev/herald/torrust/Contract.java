package dev.herald.torrust;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        awaitRecovery();
    }

    /**
     * Upkeep may have asked for the table while it was away, and whoever comes until it has heard so is refused with it. A reload
     * leaves nothing that it would ask for again.
     */
    private void awaitRecovery() {
        Instant end = Instant.now().plus(PATIENCE);
        for (String list : List.of("keys", "whitelist")) {
            while (api().get("/api/v1/" + list + "/reload").status() != 200) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("the " + list + " cannot be reloaded");
                }
                Thread.onSpinWait();
            }
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
