package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/**
 * Transactions in which another change is made after each {@code find} and before the statements that follow.
 *
 * @param change makes the other change
 */
record ConcurrentChanges(Transactions real, Runnable change) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return real.run(entities -> work.apply((EntityManager) Proxy.newProxyInstance(
                ConcurrentChanges.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(entities, arguments);
                    if (method.getName().equals("find")) {
                        change.run();
                    }
                    return result;
                })));
    }
}
