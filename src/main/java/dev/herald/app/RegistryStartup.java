package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.config.StartupException;
import dev.herald.registry.Database;
import dev.herald.registry.DatabaseErrors;
import dev.herald.registry.Registry;
import dev.herald.registry.RegistrySettings;
import dev.herald.registry.RegistryUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.flywaydb.core.api.FlywayException;

/** Starts the registry: waits for the database, migrates its tables, and loads keys, lists and totals into memory. */
final class RegistryStartup {

    private static final Logger LOG = System.getLogger(RegistryStartup.class.getName());
    private static final int PAUSE_SECONDS = 2;

    private final RegistrySettings settings;
    private final Database database;
    private final Registry registry;
    private final Access access;
    private final LongSupplier totals;
    private final LongSupplier nanoTime;

    /** The {@link System#nanoTime} at which waiting ends. */
    private long end;

    private interface Step {
        void run() throws SQLException;
    }

    /**
     * Does nothing yet.
     *
     * @param totals loads the download totals into memory and returns their number
     */
    RegistryStartup(
            RegistrySettings settings,
            Database database,
            Registry registry,
            Access access,
            LongSupplier totals,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.totals = totals;
        this.database = database;
        this.registry = registry;
        this.access = access;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs the start.
     *
     * @throws StartupException if the database is not available in time, is damaged, or its tables do not match
     */
    void run() {
        end = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(settings.startTimeoutSeconds());
        await(this::connect);
        try {
            if (settings.migrate()) {
                Migrations.apply(database);
            }
            load();
        } catch (FlywayException | RegistryUnavailableException e) {
            throw new StartupException("cannot use the database " + database.shownUrl(), e);
        }
    }

    private void load() {
        long start = nanoTime.getAsLong();
        await(registry::load);
        long torrents = totals.getAsLong();
        int entries = access.keys() + access.listed() + access.denied();
        LOG.log(
                entries + torrents > 0 ? Level.INFO : Level.DEBUG,
                "loaded {0} keys, {1} listed and {2} denied torrents, {3} download totals in {4} ms",
                access.keys(),
                access.listed(),
                access.denied(),
                torrents,
                TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start));
    }

    /** Repeats a step until the database is available. */
    private void await(Step step) {
        while (true) {
            try {
                step.run();
                return;
            } catch (SQLException | RegistryUnavailableException e) {
                RegistryUnavailableException failure = DatabaseErrors.of(e);
                if (!settings.migrate() && DatabaseErrors.isMissingTable(failure)) {
                    throw new StartupException("cannot use the database " + database.shownUrl()
                            + ", whose tables do not exist; create them or set herald.database.migrate to true: "
                            + failure.getMessage());
                }
                if (DatabaseErrors.isDamaged(failure)) {
                    throw new StartupException("the file of the database " + database.shownUrl()
                            + " is damaged; it was left unchanged: " + failure.getMessage());
                }
                if (nanoTime.getAsLong() - end >= 0) {
                    throw new StartupException("gave up on the database " + database.shownUrl() + " after "
                            + settings.startTimeoutSeconds() + " seconds: " + failure.getMessage());
                }
                LOG.log(Level.WARNING, "waiting for the database " + database.shownUrl() + ": " + failure.getMessage());
                pause();
            }
        }
    }

    private void connect() throws SQLException {
        database.checkFile();
        try (Connection connection = database.connect()) {
            if (!connection.isValid(1)) {
                throw new SQLException("connections to it break");
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while waiting for the database");
        }
    }
}
