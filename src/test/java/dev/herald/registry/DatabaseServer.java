package dev.herald.registry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of database that tests can have as many empty ones of as they like. */
public interface DatabaseServer {

    /** Tells databases on one server apart. */
    AtomicInteger COUNT = new AtomicInteger();

    Duration PATIENCE = Duration.ofSeconds(60);

    /** Settings of a new database without tables. */
    RegistrySettings fresh();

    /** Settings that name a database. */
    static RegistrySettings settings(String url, String user, String password) {
        return new RegistrySettings(url, user, password, "", 8, true, 0);
    }

    /** A connection, however long it takes: the first of a process takes longer than Herald waits, on a busy machine. */
    static Connection connected(RegistrySettings settings) throws SQLException {
        Database database = new Database(settings, Path.of(""));
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return database.connectForBulk();
            } catch (SQLException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    /** H2 in files below a directory. */
    static DatabaseServer h2(Path folder) {
        return () -> settings("jdbc:h2:file:" + folder.resolve("herald" + COUNT.incrementAndGet()), "herald", "");
    }
}
