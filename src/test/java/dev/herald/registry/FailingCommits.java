package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Transactions whose commit fails.
 *
 * @param failing whether it fails
 */
record FailingCommits(Transactions real, BooleanSupplier failing) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return real.run(entities -> {
            T result = work.apply(entities);
            if (failing.getAsBoolean()) {
                throw new RegistryUnavailableException("the commit is made to fail");
            }
            return result;
        });
    }
}
