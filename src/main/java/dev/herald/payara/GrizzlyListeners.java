package dev.herald.payara;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/**
 * Finds the open HTTP listeners of Payara. Uses reflection, because Payara has no interface for them and the classes of its kernel are in
 * no published artifact. Other containers have none of these classes.
 */
final class GrizzlyListeners {

    private static final ClassLoader LOADER = GrizzlyListeners.class.getClassLoader();
    private static final String NETWORK = "org.glassfish.grizzly.config.dom.Network";

    /**
     * An open listener. A listener that is closed and opened again is another one.
     *
     * @param listener a {@code GenericGrizzlyListener}
     */
    record OpenListener(Object listener) {

        TCPNIOTransport transport() throws ReflectiveOperationException {
            return (TCPNIOTransport)
                    listener.getClass().getMethod("getTransport").invoke(listener);
        }

        <F extends Filter> List<F> filters(Class<F> type) throws ReflectiveOperationException {
            List<?> filters = (List<?>)
                    listener.getClass().getMethod("getFilters", Class.class).invoke(listener, type);
            return filters.stream().map(type::cast).toList();
        }
    }

    private GrizzlyListeners() {}

    /** Whether Herald runs in a container with listeners of this kind. */
    static boolean exist() {
        try {
            LOADER.loadClass(NETWORK + "Config");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Returns the open listeners on a TCP port.
     *
     * @throws ReflectiveOperationException if this version of Payara is not supported
     */
    static List<OpenListener> onPort(int port) throws ReflectiveOperationException {
        return with("getPort", Integer.toString(port));
    }

    /**
     * Returns the open listeners, at most one, with a name in the configuration.
     *
     * @throws ReflectiveOperationException if this version of Payara is not supported
     */
    static List<OpenListener> named(String name) throws ReflectiveOperationException {
        return with("getName", name);
    }

    private static List<OpenListener> with(String property, String value) throws ReflectiveOperationException {
        Object all = LOADER.loadClass(NETWORK + "Config")
                .getMethod("getNetworkListeners")
                .invoke(service(NETWORK + "Config"));
        List<?> configured = (List<?>) LOADER.loadClass(NETWORK + "Listeners")
                .getMethod("getNetworkListener")
                .invoke(all);
        Method getter = LOADER.loadClass(NETWORK + "Listener").getMethod(property);
        List<OpenListener> open = new ArrayList<>();
        for (Object listener : configured) {
            if (value.equals(getter.invoke(listener))) {
                open(listener).ifPresent(open::add);
            }
        }
        return open;
    }

    private static Optional<OpenListener> open(Object configured) throws ReflectiveOperationException {
        String service = "com.sun.enterprise.v3.services.impl.GrizzlyService";
        Object proxy = LOADER.loadClass(service)
                .getMethod("lookupNetworkProxy", LOADER.loadClass(NETWORK + "Listener"))
                .invoke(service(service), configured);
        if (proxy == null) {
            return Optional.empty();
        }
        Object listener = LOADER.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
                .getMethod("getUnderlyingListener")
                .invoke(proxy);
        return Optional.ofNullable(listener).map(OpenListener::new);
    }

    private static Object service(String type) throws ReflectiveOperationException {
        return LOADER.loadClass("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, LOADER.loadClass(type));
    }
}
