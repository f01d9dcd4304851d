package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.config.Settings;
import dev.herald.metrics.Metrics;
import dev.herald.registry.Database;
import dev.herald.registry.Registry;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Creates the database, the registry and their maintenance. */
@Dependent
final class RegistryAssembly {

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

    @Produces
    @Singleton
    static TotalsRetention totalsRetention(
            Settings settings, Registry registry, Access access, Swarms swarms, SteadyClock clock) {
        int days = settings.maintenance().totalsRetentionDays();
        return new TotalsRetention(swarms, registry.totals(), access::isListed, days, clock);
    }

    @Produces
    @Singleton
    static RegistryStartup startup(
            Settings settings, Database database, Registry registry, Access access, TotalsRetention retention) {
        LongSupplier totals = settings.swarm().keepDownloads() ? retention::load : () -> 0;
        return new RegistryStartup(settings.registry(), database, registry, access, totals, System::nanoTime);
    }

    @Produces
    @Singleton
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
