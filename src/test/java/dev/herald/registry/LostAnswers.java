package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Transactions that throw after their commit, as when a connection breaks before the answer arrives.
 *
 * @param lost whether the answer is lost
 */
record LostAnswers(Transactions real, BooleanSupplier lost) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        T result = real.run(work);
        if (lost.getAsBoolean()) {
            throw new RegistryUnavailableException("the answer was lost");
        }
        return result;
    }
}
