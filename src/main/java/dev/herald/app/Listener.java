package dev.herald.app;

import java.lang.reflect.Proxy;

/** Listeners of types that only the container has, each of which listens to one kind of event and to no other. */
public final class Listener {

    /** What is done with an event, given what comes with it. */
    @FunctionalInterface
    public interface Reaction {

        void to(Object[] arguments) throws ReflectiveOperationException;
    }

    private Listener() {}

    /**
     * Makes one.
     *
     * @param type the interface of listeners
     * @param event the name of its method that the event calls
     */
    public static Object of(Class<?> type, String event, Reaction reaction) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "Herald's listener to " + event;
                    default -> {
                        if (method.getName().equals(event)) {
                            reaction.to(arguments);
                        }
                        yield null;
                    }
                });
    }
}
