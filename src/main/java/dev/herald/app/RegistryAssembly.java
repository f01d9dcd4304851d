package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.metrics.Metrics;
import dev.herald.registry.Database;
import dev.herald.registry.Pulse;
import dev.herald.registry.Registry;
import dev.herald.swarm.Swarms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import java.time.InstantSource;

/** Builds what is durable: the database, the registry on it, and what looks after both. */
@Dependent
final class RegistryAssembly {

    @Produces
    @Singleton
    static Database database(Settings settings) {
        Database database = new Database(settings.registry(), settings.dataDir());
        DatabaseSource.use(database);
        return database;
    }

    @Produces
    @Singleton
    static ContainerTransactions transactions(UserTransaction transaction, Settings settings) {
        return new ContainerTransactions(transaction, settings.registry().maxConnections());
    }

    static void close(@Disposes ContainerTransactions transactions) {
        transactions.close();
    }

    @Produces
    @Singleton
    static Registry registry(
            ContainerTransactions transactions, Database database, Access access, InstantSource clock) {
        return new Registry(transactions, database, access, clock);
    }

    @Produces
    @Singleton
    static Pulse pulse(Registry registry) {
        return new Pulse(registry::ping, System::nanoTime);
    }

    @Produces
    @Singleton
    static Opening opening(Settings settings, Database database, Registry registry, Access access, Swarms swarms) {
        return new Opening(settings, database, registry, access, swarms, System::nanoTime);
    }

    @Produces
    @Singleton
    static Upkeep upkeep(
            Settings settings,
            Metrics metrics,
            Database database,
            Registry registry,
            Swarms swarms,
            InstantSource clock) {
        TotalsWriter totals = new TotalsWriter(swarms::drainDownloads, registry.totals()::add);
        Runnable often = () -> {
            registry.settle();
            totals.write();
        };
        Runnable seldom = () -> {
            long now = clock.instant().getEpochSecond();
            registry.tokens().writeLastUses();
            registry.removeExpiredKeys(now - settings.upkeep().expiredRetentionSeconds());
            registry.audit().purge(now - settings.upkeep().auditRetentionSeconds());
        };
        return new Upkeep(
                metrics.periodicTasks(), settings.upkeep().totalsIntervalSeconds(), often, seldom, database::close);
    }
}
