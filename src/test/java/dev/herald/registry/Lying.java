package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Transactions that are committed and then say that they were not, like a connection that breaks before the answer comes.
 *
 * @param lying whether they do so
 */
record Lying(Transactions real, BooleanSupplier lying) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        T result = real.run(work);
        if (lying.getAsBoolean()) {
            throw new RegistryUnavailableException("the answer was lost");
        }
        return result;
    }
}
