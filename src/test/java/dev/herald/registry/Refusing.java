package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Transactions whose commit fails as long as it shall.
 *
 * @param broken whether it shall
 */
record Refusing(Transactions real, BooleanSupplier broken) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return real.run(entities -> {
            T result = work.apply(entities);
            if (broken.getAsBoolean()) {
                throw new RegistryUnavailableException("the commit is made to fail");
            }
            return result;
        });
    }
}
