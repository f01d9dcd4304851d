package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** How a transaction is made: by the container, or by the persistence provider alone. */
public interface Transactions {

    /**
     * Does {@code work} in a transaction of its own and commits it.
     *
     * @return what {@code work} returns, after the commit
     * @throws RegistryUnavailableException if the database could not begin, do or commit it; then it is rolled back
     * @throws RuntimeException what {@code work} throws beside that; then it is rolled back
     */
    <T> T run(Function<EntityManager, T> work);
}
