package dev.herald.launcher;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.config.Settings;
import dev.herald.config.StartupException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks before the container boots that all addresses can be bound. If a port is in use, the container does not bind it and reports
 * nothing.
 *
 * <p>The ports of the container's listeners are bound here and stay bound until the listeners have bound them ({@link #release}), so that
 * no other process can get a port that was chosen here. A UDP port and one of the Netty HTTP frontend is only tried; the application binds
 * it and reports its real number.
 *
 * @param udp the addresses of the UDP frontend; port 0 is not replaced
 * @param httpNetty the addresses of the Netty HTTP frontend without TLS, possibly none; port 0 is not replaced
 * @param httpNettyTls its addresses with TLS, possibly none; port 0 is not replaced
 * @param http the address of the container's public listener, with its real port
 * @param admin the address of the operator's listener, with its real port
 * @param held sockets that hold the ports of the container's listeners
 */
record PortReservation(
        List<Endpoint> udp,
        List<Endpoint> httpNetty,
        List<Endpoint> httpNettyTls,
        Endpoint http,
        Endpoint admin,
        List<Socket> held) {

    /**
     * Whether a listener can bind a port that is held here. Linux allows it if the holding socket does not listen; on other systems the port
     * must be released first.
     */
    static final boolean SHARED = "Linux".equals(System.getProperty("os.name"));

    private static final String UDP = "herald.udp.bind";
    private static final String HTTP_NETTY = "herald.http.netty.bind";
    private static final String HTTP_NETTY_TLS = "herald.http.netty.tls.bind";
    private static final String HTTP_JAXRS = "herald.http.jaxrs.bind";
    private static final String ADMIN = "herald.admin.bind";

    /**
     * Checks all addresses and reserves the ports of the container's listeners.
     *
     * @param ipv6 whether this machine has IPv6; if not, IPv4 replaces the IPv6 wildcard, and other IPv6 addresses of UDP are left out
     * @throws StartupException naming the first setting whose address cannot be bound
     */
    static PortReservation claim(Settings settings, boolean ipv6) {
        rejectCommonPorts(settings);
        List<Endpoint> udp = supported(UDP, settings.udp().bind(), ipv6);
        udp.forEach(PortReservation::tryUdp);
        List<Endpoint> httpNetty = supported(HTTP_NETTY, settings.httpNetty().bind(), ipv6);
        httpNetty.forEach(endpoint -> tryTcp(HTTP_NETTY, endpoint));
        List<Endpoint> httpNettyTls =
                supported(HTTP_NETTY_TLS, settings.httpNettyTls().bind(), ipv6);
        httpNettyTls.forEach(endpoint -> tryTcp(HTTP_NETTY_TLS, endpoint));
        Endpoint configured = settings.http().bind();
        boolean anyIpv4 = !ipv6 && isWildcard(configured);
        List<Socket> held = new ArrayList<>();
        Endpoint http =
                hold(HTTP_JAXRS, anyIpv4 ? new Endpoint(Address.ofIpv4(0), configured.port()) : configured, held);
        Endpoint admin = hold(ADMIN, settings.admin().bind(), held);
        return new PortReservation(udp, httpNetty, httpNettyTls, http, admin, held);
    }

    /** Releases the held ports. Has no effect on listeners that have bound them, nor if called again. */
    void release() {
        for (Socket socket : held) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a bound socket cannot fail to close", e);
            }
        }
    }

    /** An address that a setting names. */
    private record Bind(String key, Endpoint endpoint) {

        boolean conflictsWith(Bind other) {
            // The container's listeners are told apart by their ports, whatever their addresses.
            boolean byPort = key.equals(HTTP_JAXRS) && other.key.equals(ADMIN);
            return !key.equals(other.key)
                    && endpoint.port() == other.endpoint.port()
                    && endpoint.port() != 0
                    && (byPort
                            || isWildcard(endpoint)
                            || isWildcard(other.endpoint)
                            || endpoint.equals(other.endpoint));
        }
    }

    /** Rejects settings with a common port. The kernel would only report that the port is in use, or nothing for sockets that share ports. */
    private static void rejectCommonPorts(Settings settings) {
        List<Bind> binds = new ArrayList<>();
        settings.httpNetty().bind().forEach(endpoint -> binds.add(new Bind(HTTP_NETTY, endpoint)));
        settings.httpNettyTls().bind().forEach(endpoint -> binds.add(new Bind(HTTP_NETTY_TLS, endpoint)));
        binds.add(new Bind(HTTP_JAXRS, settings.http().bind()));
        binds.add(new Bind(ADMIN, settings.admin().bind()));
        for (Bind one : binds) {
            binds.stream().filter(one::conflictsWith).findFirst().ifPresent(other -> {
                throw new StartupException(one.key + " and " + other.key + " must differ in their port, but both have "
                        + one.endpoint.port());
            });
        }
    }

    private static boolean isWildcard(Endpoint endpoint) {
        return endpoint.address().toInetAddress().isAnyLocalAddress();
    }

    private static List<Endpoint> supported(String key, List<Endpoint> configured, boolean ipv6) {
        List<Endpoint> supported = configured.stream()
                .filter(endpoint -> ipv6 || endpoint.address().family() == Family.IPV4)
                .toList();
        if (supported.isEmpty() && !configured.isEmpty()) {
            throw new StartupException(key + " names IPv6 addresses only, and this machine has no IPv6");
        }
        return supported;
    }

    private static Endpoint hold(String key, Endpoint endpoint, List<Socket> held) {
        try {
            // Bound without listening, so that early connections are refused and the listener, which sets the same
            // option, can bind the port too.
            Socket socket = new Socket();
            held.add(socket);
            socket.setReuseAddress(true);
            socket.bind(endpoint.toSocketAddress());
            return new Endpoint(endpoint.address(), socket.getLocalPort());
        } catch (IOException | IllegalArgumentException e) {
            throw rejection(key, "TCP", endpoint, e);
        }
    }

    /** Does not share the port, unlike the application's sockets, so that sockets of other processes are detected. */
    private static void tryUdp(Endpoint endpoint) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(ofOneFamily(endpoint));
        } catch (IOException | IllegalArgumentException e) {
            throw rejection(UDP, "UDP", endpoint, e);
        }
    }

    private static void tryTcp(String key, Endpoint endpoint) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(ofOneFamily(endpoint));
        } catch (IOException | IllegalArgumentException e) {
            throw rejection(key, "TCP", endpoint, e);
        }
    }

    /** Replaces the IPv6 wildcard by an IPv6 address: Java would bind IPv4 addresses as well, which another socket serves. */
    private static InetSocketAddress ofOneFamily(Endpoint endpoint) {
        boolean anyIpv6 = isWildcard(endpoint) && endpoint.address().family() == Family.IPV6;
        return (anyIpv6 ? new Endpoint(new Address(0, 1), endpoint.port()) : endpoint).toSocketAddress();
    }

    private static StartupException rejection(String key, String protocol, Endpoint endpoint, Exception cause) {
        return new StartupException("cannot listen on " + protocol + " " + endpoint + " (" + key + ")", cause);
    }
}
