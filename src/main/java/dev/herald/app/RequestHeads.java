package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.http.HttpTracker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Puts path and Host header of a request in order before the container reads them.
 *
 * <p>Payara's HTTP server takes both apart for every request, before any filter: what it cannot read it answers with an empty
 * 200 and a long log record, and where there is no Host, as in HTTP/1.0, it asks the name service for this machine's name.
 * libtorrent (qBittorrent, Deluge) writes an IPv6 address without brackets into Host, and would never get an answer. No rule
 * of a tracker needs that header, so what is not well formed is replaced; a path with a bad escape becomes one that is not
 * found, or on the operator's listener one that is read as it is written.
 *
 * <p>The server's own classes are reached by reflection: they are none of its interfaces, and another container does without
 * this. A listener loses the order when it is opened anew.
 */
public final class RequestHeads {

    private static final Logger LOG = System.getLogger(RequestHeads.class.getName());
    private static final String OPERATOR = "operator";
    private static final String HOST = "tracker";
    private static final String NOWHERE = "/malformed";
    private static final int MOST_PORT_DIGITS = 5;

    private RequestHeads() {}

    /**
     * Watches over the headers of a listener that is open.
     *
     * @param container the class loader of the container
     * @return whether there is such a listener, in a container that is known
     */
    public static boolean mend(ClassLoader container, String listener) {
        try {
            Object server = server(container, listener);
            if (server == null) {
                return false;
            }
            Class<?> codec = container.loadClass("org.glassfish.grizzly.http.HttpCodecFilter");
            Class<?> probe = container.loadClass("org.glassfish.grizzly.http.HttpProbe");
            Object probes = Array.newInstance(probe, 1);
            Array.set(probes, 0, probe(container, probe, listener.equals(OPERATOR)));
            Method add = container
                    .loadClass("org.glassfish.grizzly.monitoring.MonitoringConfig")
                    .getMethod("addProbes", Object[].class);
            List<?> codecs = (List<?>)
                    server.getClass().getMethod("getFilters", Class.class).invoke(server, codec);
            for (Object each : codecs) {
                add.invoke(codec.getMethod("getMonitoringConfig").invoke(each), probes);
            }
            return !codecs.isEmpty();
        } catch (ReflectiveOperationException e) {
            LOG.log(Level.DEBUG, "This container's Host headers are left as they are", e);
            return false;
        }
    }

    /** The listener of that name, as the container has it; null if it has none that is open. */
    static Object server(ClassLoader container, String listener) throws ReflectiveOperationException {
        Method get = container.loadClass("org.glassfish.internal.api.Globals").getMethod("get", Class.class);
        Class<?> networkType = container.loadClass("org.glassfish.grizzly.config.dom.NetworkConfig");
        Object network = get.invoke(null, networkType);
        Object configured =
                networkType.getMethod("getNetworkListener", String.class).invoke(network, listener);
        if (configured == null) {
            return null;
        }
        Class<?> serviceType = container.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
        Object proxy = serviceType
                .getMethod(
                        "lookupNetworkProxy", container.loadClass("org.glassfish.grizzly.config.dom.NetworkListener"))
                .invoke(get.invoke(null, serviceType), configured);
        return proxy == null
                ? null
                : container
                        .loadClass("com.sun.enterprise.v3.services.impl.GrizzlyProxy")
                        .getMethod("getUnderlyingListener")
                        .invoke(proxy);
    }

    private static Object probe(ClassLoader container, Class<?> type, boolean operators)
            throws ReflectiveOperationException {
        Class<?> request = container.loadClass("org.glassfish.grizzly.http.HttpRequestPacket");
        Class<?> header = container.loadClass("org.glassfish.grizzly.http.HttpHeader");
        Method read = header.getMethod("getHeader", String.class);
        Method write = header.getMethod("setHeader", String.class, String.class);
        Method version = header.getMethod("getProtocolString");
        Method path = request.getMethod("getRequestURI");
        Method redirect = request.getMethod("setRequestURI", String.class);
        return Listener.of(type, "onHeaderParseEvent", arguments -> {
            if (!request.isInstance(arguments[1])) {
                return;
            }
            String host = (String) read.invoke(arguments[1], "Host");
            boolean absent = host == null && "HTTP/1.0".equals(version.invoke(arguments[1]));
            if (absent || (host != null && !wellFormed(host))) {
                write.invoke(arguments[1], "Host", HOST);
            }
            String asked = (String) path.invoke(arguments[1]);
            String mended = operators ? PathEscapes.mended(asked) : HttpTracker.badlyEscaped(asked) ? NOWHERE : asked;
            if (!mended.equals(asked)) {
                redirect.invoke(arguments[1], mended);
            }
        });
    }

    /** A name, an IPv4 address or an IPv6 address in brackets, with or without a port (RFC 9110, 7.2). */
    static boolean wellFormed(String host) {
        int portAt = host.lastIndexOf(':');
        boolean bracketed = host.startsWith("[");
        if (bracketed && host.endsWith("]")) {
            portAt = -1;
        }
        String name = portAt < 0 ? host : host.substring(0, portAt);
        String port = portAt < 0 ? "" : host.substring(portAt + 1);
        if (bracketed) {
            return name.endsWith("]")
                    && Address.parse(name.substring(1, name.length() - 1)).isPresent()
                    && isPort(port);
        }
        return name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '-'
                                || c == '_')
                && !name.isEmpty()
                && isPort(port);
    }

    private static boolean isPort(String digits) {
        return digits.length() <= MOST_PORT_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.isEmpty() || Integer.parseInt(digits) <= 65535);
    }
}
