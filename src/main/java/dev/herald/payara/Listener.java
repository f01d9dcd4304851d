package dev.herald.payara;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Listeners of types that only the container has. */
public final class Listener {

    /** What is done with an event, given what comes with it. */
    @FunctionalInterface
    public interface Reaction {

        void to(Object[] arguments) throws ReflectiveOperationException;
    }

    private Listener() {}

    /** One that listens to the method {@code event} of {@code type} and to no other. */
    public static Object of(Class<?> type, String event, Reaction reaction) {
        return of(type, Map.of(event, reaction));
    }

    /**
     * Makes one.
     *
     * @param type the interface of listeners
     * @param reactions what is done when the method of that name is called; other calls are ignored
     */
    static Object of(Class<?> type, Map<String, Reaction> reactions) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "Herald's listener to " + reactions.keySet();
                    default -> {
                        Reaction reaction = reactions.get(method.getName());
                        if (reaction != null) {
                            reaction.to(arguments);
                        }
                        yield null;
                    }
                });
    }
}
