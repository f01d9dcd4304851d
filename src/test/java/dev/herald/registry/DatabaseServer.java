package dev.herald.registry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates empty databases for tests. */
public interface DatabaseServer {

    /** Numbers the databases of a server. */
    AtomicInteger COUNT = new AtomicInteger();

    Duration TIMEOUT = Duration.ofSeconds(60);

    /** Settings of a new database without tables. */
    RegistrySettings fresh();

    /** Settings that name a database. */
    static RegistrySettings settings(String url, String user, String password) {
        return new RegistrySettings(url, user, password, "", 8, true, 0);
    }

    /** Opens a connection with a long time-out: on a busy machine the first of a process takes longer than Herald waits. */
    static Connection connected(RegistrySettings settings) throws SQLException {
        Database database = new Database(settings, Path.of(""));
        Instant end = Instant.now().plus(TIMEOUT);
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
