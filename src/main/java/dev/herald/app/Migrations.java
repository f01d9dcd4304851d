package dev.herald.app;

import dev.herald.registry.Database;
import dev.herald.registry.Vendor;
import java.util.Locale;
import org.flywaydb.core.Flyway;

/** Creates and updates the tables of the database with Flyway. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies the missing migrations. Flyway's lock in the database serializes processes that start at the same time. H2 releases that lock
     * at each change of a table; its file belongs to one process, so a lock in this process suffices.
     *
     * @return the number of applied migrations
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
                .dataSource(new DatabaseDataSource(database::connectForBulk))
                .locations("classpath:db/migration/" + database.vendor().name().toLowerCase(Locale.ROOT))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
