package dev.herald.registry;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Transactions of the persistence provider, for tests without a container. */
public final class LocalTransactions implements Transactions, AutoCloseable {

    private static final Logger LOG = System.getLogger(LocalTransactions.class.getName());

    private final Database database;
    private final IdleConnections connections;
    private final EntityManagerFactory factory;

    /** Transactions on {@code database}. */
    public LocalTransactions(Database database) {
        this.database = database;
        connections = new IdleConnections(database);
        factory = Persistence.createEntityManagerFactory(
                "herald",
                Map.of(
                        "eclipselink.persistencexml", "META-INF/herald-persistence.xml",
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.nonJtaDataSource", connections,
                        "eclipselink.logging.level", "off"));
    }

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        EntityManager entities = null;
        try {
            entities = factory.createEntityManager();
            entities.getTransaction().begin();
            Objects.requireNonNull(entities.unwrap(Connection.class));
            T result = work.apply(entities);
            entities.getTransaction().commit();
            return result;
        } catch (RuntimeException e) {
            throw database.translated(e);
        } finally {
            if (entities != null) {
                end(entities);
            }
        }
    }

    private static void end(EntityManager entities) {
        try {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        } catch (RuntimeException e) {
            // The connection is broken; the exception that broke it is already being thrown.
            LOG.log(Level.DEBUG, "cannot roll back", e);
        }
    }

    @Override
    public void close() {
        factory.close();
        connections.close();
    }
}
