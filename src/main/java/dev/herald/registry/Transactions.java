package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Runs transactions: those of the container, or those of the persistence provider without a container. */
public interface Transactions {

    /**
     * Runs {@code work} in a new transaction and commits it. Rolls back on every exception.
     *
     * @return the result of {@code work}, after the commit
     * @throws RegistryUnavailableException if the database fails
     * @throws RuntimeException any other exception of {@code work}
     */
    <T> T run(Function<EntityManager, T> work);
}
