package dev.herald.payara;

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
    private static final String SERVICES = "com.sun.enterprise.v3.services.impl.";

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
        Object all = call(NETWORK + "Config", "getNetworkListeners", service(NETWORK + "Config"));
        List<OpenListener> open = new ArrayList<>();
        for (Object configured : (List<?>) call(NETWORK + "Listeners", "getNetworkListener", all)) {
            if (value.equals(call(NETWORK + "Listener", property, configured))) {
                open(configured).ifPresent(open::add);
            }
        }
        return open;
    }

    private static Optional<OpenListener> open(Object configured) throws ReflectiveOperationException {
        Object proxy = LOADER.loadClass(SERVICES + "GrizzlyService")
                .getMethod("lookupNetworkProxy", LOADER.loadClass(NETWORK + "Listener"))
                .invoke(service(SERVICES + "GrizzlyService"), configured);
        return proxy == null
                ? Optional.empty()
                : Optional.ofNullable(call(SERVICES + "GrizzlyProxy", "getUnderlyingListener", proxy))
                        .map(OpenListener::new);
    }

    private static Object service(String type) throws ReflectiveOperationException {
        return LOADER.loadClass("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, LOADER.loadClass(type));
    }

    private static Object call(String type, String method, Object target) throws ReflectiveOperationException {
        return LOADER.loadClass(type).getMethod(method).invoke(target);
    }
}
