package dev.herald.payara;

import java.util.ArrayList;
import java.util.List;

/**
 * The listeners that the container has open, found by reflection, because the container has no interface for them. Another
 * container than Payara has none that is found here.
 */
final class GrizzlyListeners {

    private GrizzlyListeners() {}

    /** Whether the container is one that has listeners of this kind. */
    static boolean areIn(ClassLoader container) {
        try {
            container.loadClass("org.glassfish.grizzly.config.dom.NetworkConfig");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Every open listener on a TCP port, as an object of Grizzly's {@code GenericGrizzlyListener}. A listener that is opened
     * anew is another object.
     *
     * @param container the class loader of the container
     * @throws ReflectiveOperationException if the container is not one that is known
     */
    static List<Object> onPort(ClassLoader container, int port) throws ReflectiveOperationException {
        Class<?> networkType = container.loadClass("org.glassfish.grizzly.config.dom.NetworkConfig");
        Class<?> listenersType = container.loadClass("org.glassfish.grizzly.config.dom.NetworkListeners");
        Class<?> listenerType = container.loadClass("org.glassfish.grizzly.config.dom.NetworkListener");
        Object listeners = networkType.getMethod("getNetworkListeners").invoke(global(container, networkType));
        List<Object> open = new ArrayList<>();
        for (Object configured :
                (List<?>) listenersType.getMethod("getNetworkListener").invoke(listeners)) {
            if (Integer.toString(port).equals(listenerType.getMethod("getPort").invoke(configured))) {
                addIfOpen(container, configured, open);
            }
        }
        return open;
    }

    /** The open listener of that name; null if there is none. */
    static Object named(ClassLoader container, String name) throws ReflectiveOperationException {
        Class<?> networkType = container.loadClass("org.glassfish.grizzly.config.dom.NetworkConfig");
        Object configured =
                networkType.getMethod("getNetworkListener", String.class).invoke(global(container, networkType), name);
        List<Object> open = new ArrayList<>();
        if (configured != null) {
            addIfOpen(container, configured, open);
        }
        return open.isEmpty() ? null : open.get(0);
    }

    private static void addIfOpen(ClassLoader container, Object configured, List<Object> open)
            throws ReflectiveOperationException {
        Class<?> serviceType = container.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
        Object proxy = serviceType
                .getMethod(
                        "lookupNetworkProxy", container.loadClass("org.glassfish.grizzly.config.dom.NetworkListener"))
                .invoke(global(container, serviceType), configured);
        if (proxy == null) {
            return;
        }
        Object listener = container
                .loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
                .getMethod("getUnderlyingListener")
                .invoke(proxy);
        if (listener != null) {
            open.add(listener);
        }
    }

    private static Object global(ClassLoader container, Class<?> type) throws ReflectiveOperationException {
        return container
                .loadClass("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, type);
    }
}
