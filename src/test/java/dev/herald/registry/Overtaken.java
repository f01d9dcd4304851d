package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/**
 * Transactions in which somebody else does something after each look and before what follows from it.
 *
 * @param meanwhile what is done then
 */
record Overtaken(Transactions real, Runnable meanwhile) implements Transactions {

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return real.run(entities -> work.apply((EntityManager) Proxy.newProxyInstance(
                Overtaken.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(entities, arguments);
                    if (method.getName().equals("find")) {
                        meanwhile.run();
                    }
                    return result;
                })));
    }
}
