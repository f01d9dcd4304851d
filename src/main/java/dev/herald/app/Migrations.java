package dev.herald.app;

import dev.herald.registry.Database;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** Makes the tables of the registry and brings them up to date. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies what is missing; another Herald that starts at the same time waits, or is waited for. In H2 each change of a table
     * gives up the lock that Flyway takes for that, but there a file belongs to one process, so the lock of this method does.
     */
    public static synchronized int apply(Database database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new BulkSource(database))
                .locations("classpath:db/migration/" + database.vendor().name().toLowerCase(Locale.ROOT))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
