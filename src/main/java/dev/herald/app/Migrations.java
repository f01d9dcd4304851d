package dev.herald.app;

import dev.herald.registry.Database;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** Makes the tables of the registry and brings them up to date. */
public final class Migrations {

    private Migrations() {}

    /** Applies what is missing; another Herald that starts at the same time waits, or is waited for. */
    public static int apply(Database database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new BulkSource(database))
                .locations("classpath:db/migration/" + database.vendor().name().toLowerCase(Locale.ROOT))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
