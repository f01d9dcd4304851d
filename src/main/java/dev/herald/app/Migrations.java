package dev.herald.app;

import dev.herald.registry.Database;
import dev.herald.registry.Vendor;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** Makes the tables of the registry and brings them up to date. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies what is missing; another Herald that starts at the same time waits, or is waited for, by a lock that Flyway takes in
     * the database. In H2 each change of a table gives that up, but there a file belongs to one process, so one of ours does.
     *
     * @return how many scripts were applied
     */
    public static int apply(Database database) {
        if (database.vendor() != Vendor.H2) {
            return migrate(database);
        }
        synchronized (Migrations.class) {
            return migrate(database);
        }
    }

    private static int migrate(Database database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new BulkDataSource(database))
                .locations("classpath:db/migration/" + database.vendor().name().toLowerCase(Locale.ROOT))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
