package dev.herald.app;

import dev.herald.registry.Database;
import dev.herald.registry.RegistryUnavailableException;
import dev.herald.registry.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * JTA transactions of the container, with connections from its pool.
 *
 * <p>The factory is created on first use, and the container does not find its {@code persistence.xml}, which has another name: for an
 * injected factory, and since Payara 7 for every persistence unit, the container logs in to the database during the deployment, before
 * the database is open.
 */
final class ContainerTransactions implements Transactions, AutoCloseable {

    private static final Logger LOG = System.getLogger(ContainerTransactions.class.getName());

    private static final int WAIT_MILLIS = 300;

    private static final Map<String, String> PERSISTENCE_XML =
            Map.of("eclipselink.persistencexml", "META-INF/herald-persistence.xml");

    private final UserTransaction transaction;
    private final Database database;
    private final Semaphore connections;
    private EntityManagerFactory factory;

    /** Runs at most {@code maxConnections} transactions at a time, with a connection each. */
    ContainerTransactions(UserTransaction transaction, Database database, int maxConnections) {
        this.transaction = transaction;
        this.database = database;
        this.connections = new Semaphore(maxConnections, true);
    }

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        try {
            if (!connections.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new RegistryUnavailableException("all connections to the database are busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for a connection to the database", e);
        }
        try {
            return transact(work);
        } finally {
            connections.release();
        }
    }

    private <T> T transact(Function<EntityManager, T> work) {
        try {
            transaction.begin();
        } catch (NotSupportedException | SystemException e) {
            throw database.failure(e);
        }
        T result = work(work);
        try {
            transaction.commit();
            return result;
        } catch (RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException
                | SystemException
                | IllegalStateException e) {
            throw database.failure(e);
        }
    }

    private <T> T work(Function<EntityManager, T> work) {
        EntityManager entities = null;
        try {
            entities = factory().createEntityManager();
            // Makes the provider join the transaction. Outside a transaction it would retry reads for 15 s.
            Objects.requireNonNull(entities.unwrap(Connection.class));
            T result = work.apply(entities);
            // Reports the error of the database itself; a failed commit only reports a rollback.
            entities.flush();
            return result;
        } catch (RuntimeException e) {
            rollBack();
            throw database.translated(e);
        } catch (Error e) {
            rollBack();
            throw e;
        } finally {
            if (entities != null) {
                entities.close();
            }
        }
    }

    private synchronized EntityManagerFactory factory() {
        if (factory == null) {
            factory = Persistence.createEntityManagerFactory("herald", PERSISTENCE_XML);
        }
        return factory;
    }

    private void rollBack() {
        try {
            transaction.rollback();
        } catch (SystemException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "cannot roll back", e);
        }
    }

    @Override
    public synchronized void close() {
        if (factory != null) {
            factory.close();
            factory = null;
        }
    }
}
