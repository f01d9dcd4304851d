package dev.herald.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;

/** Objects that do all that another does and may answer otherwise, of types that only the container has. */
final class StandIn {

    private StandIn() {}

    /**
     * Stands in for {@code real}.
     *
     * @param type the interface that the others know it by
     * @param answers is given the name of each method and what {@code real} has answered, and gives what is answered instead
     */
    static Object of(Object real, Class<?> type, BiFunction<String, Object, Object> answers) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return answers.apply(method.getName(), method.invoke(real, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
