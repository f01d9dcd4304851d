package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.metrics.Metrics;
import dev.herald.registry.Database;
import dev.herald.registry.Registry;
import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** Creates the database and the registry, their start and their maintenance. */
@Dependent
final class RegistryAssembly {

    private static final Logger LOG = System.getLogger(RegistryAssembly.class.getName());

    /** Flushes of download totals are repeated by the same process only, and not for so long. */
    private static final long FLUSH_RETENTION_SECONDS = Duration.ofDays(30).toSeconds();

    @Produces
    @Singleton
    static Database database(Settings settings) {
        Database database = new Database(settings.registry(), settings.dataDir());
        DatabaseDataSource.usePooled(database);
        return database;
    }

    @Produces
    @Singleton
    static ContainerTransactions transactions(UserTransaction transaction, Database database, Settings settings) {
        return new ContainerTransactions(
                transaction, database, settings.registry().maxConnections());
    }

    static void close(@Disposes ContainerTransactions transactions) {
        transactions.close();
    }

    @Produces
    @Singleton
    static Registry registry(
            ContainerTransactions transactions, Database database, Access access, InstantSource wallClock) {
        return new Registry(transactions, database, access, wallClock);
    }

    /** Starts the registry and creates the first API token. */
    static Runnable startup(
            Settings settings, Database database, Registry registry, Access access, TotalsRetention retention) {
        LongSupplier totals = settings.swarm().keepDownloads() ? retention::load : () -> 0;
        RegistryStartup startup =
                new RegistryStartup(settings.registry(), database, registry, access, totals, System::nanoTime);
        return () -> {
            PrivateFiles.tighten(settings.dataDir()).forEach(line -> LOG.log(Level.INFO, line));
            startup.run();
            // The database has now created its file with the permissions of the umask.
            List<String> unused = PrivateFiles.tighten(settings.dataDir());
            InitialToken.ensureExists(settings.admin().tokens(), registry.tokens());
        };
    }

    static DatabaseMaintenance maintenance(
            Settings settings,
            Metrics metrics,
            Database database,
            Registry registry,
            Swarms swarms,
            TotalsRetention retention,
            InstantSource wallClock) {
        TotalsWriter totals = new TotalsWriter(swarms::drainDownloads, registry.totals()::add);
        Runnable often = () -> {
            registry.settle();
            totals.write();
        };
        Runnable seldom = () -> {
            long now = wallClock.instant().getEpochSecond();
            registry.tokens().writeLastUses();
            registry.removeExpiredKeys(now - settings.maintenance().expiredRetentionSeconds());
            registry.audit().purge(now - settings.maintenance().auditRetentionSeconds());
            if (settings.swarm().keepDownloads()) {
                registry.totals().removeFlushes(now - FLUSH_RETENTION_SECONDS);
                retention.step();
            }
        };
        return new DatabaseMaintenance(
                metrics.periodicTasks(),
                settings.maintenance().totalsIntervalSeconds(),
                often,
                seldom,
                database::close);
    }
}
