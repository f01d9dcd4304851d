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
 */
final class PortReservation {

    /**
     * Whether a listener can bind a port that is held here. Linux allows it if the holding socket does not listen; on other systems the port
     * must be released first.
     */
    static final boolean SHARED = "Linux".equals(System.getProperty("os.name"));

    private static final Address ANY_IPV4 = Address.ofIpv4(0);
    private static final Address ANY_IPV6 = new Address(0, 0);
    private static final Address LOOPBACK_IPV6 = new Address(0, 1);

    private final List<Socket> held = new ArrayList<>();
    private final List<Endpoint> udp;
    private final List<Endpoint> httpNetty;
    private final List<Endpoint> httpNettyTls;
    private final Endpoint http;
    private final Endpoint admin;

    private PortReservation(Settings settings, boolean ipv6) {
        int httpPort = settings.http().bind().port();
        if (httpPort != 0 && httpPort == settings.admin().bind().port()) {
            throw new StartupException(
                    "herald.http.jaxrs.bind and herald.admin.bind must differ in their port, but both have " + httpPort);
        }
        refuseOverlap(settings);
        udp = served("herald.udp.bind", settings.udp().bind(), ipv6);
        udp.forEach(PortReservation::tryUdp);
        httpNetty = served("herald.http.netty.bind", settings.httpNetty().bind(), ipv6);
        httpNetty.forEach(endpoint -> tryTcp("herald.http.netty.bind", endpoint));
        httpNettyTls = served("herald.http.netty.tls.bind", settings.httpNettyTls().bind(), ipv6);
        httpNettyTls.forEach(endpoint -> tryTcp("herald.http.netty.tls.bind", endpoint));
        Endpoint wanted = settings.http().bind();
        http = hold("herald.http.jaxrs.bind", ipv6 || !wanted.address().equals(ANY_IPV6) ? wanted : anyIpv4(wanted.port()));
        admin = hold("herald.admin.bind", settings.admin().bind());
    }

    /**
     * Checks all addresses and reserves the ports of the container's listeners.
     *
     * @param ipv6 whether this machine has IPv6; if not, IPv4 replaces the IPv6 wildcard, and other IPv6 addresses of UDP are left out
     * @throws StartupException naming the first setting whose address cannot be bound
     */
    static PortReservation claim(Settings settings, boolean ipv6) {
        return new PortReservation(settings, ipv6);
    }

    /** Where the UDP tracker shall be bound; a port of 0 is still 0. */
    List<Endpoint> udp() {
        return udp;
    }

    /** Where the Netty HTTP frontend shall be bound, perhaps nowhere; a port of 0 is still 0. */
    List<Endpoint> httpNetty() {
        return httpNetty;
    }

    /** Where it shall speak TLS, in the same way. */
    List<Endpoint> httpNettyTls() {
        return httpNettyTls;
    }

    /** Where the HTTP tracker shall listen, with a real port. */
    Endpoint http() {
        return http;
    }

    /** Where the operator's side shall listen, with a real port. */
    Endpoint admin() {
        return admin;
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

    /** Rejects settings with a common port. The kernel would only report that the port is in use, or nothing for sockets that share ports. */
    private static void refuseOverlap(Settings settings) {
        List<Wanted> wanted = new ArrayList<>();
        settings.httpNetty().bind().forEach(endpoint -> wanted.add(new Wanted("herald.http.netty.bind", endpoint)));
        settings.httpNettyTls().bind().forEach(endpoint -> wanted.add(new Wanted("herald.http.netty.tls.bind", endpoint)));
        wanted.add(new Wanted("herald.http.jaxrs.bind", settings.http().bind()));
        wanted.add(new Wanted("herald.admin.bind", settings.admin().bind()));
        for (Wanted one : wanted) {
            for (Wanted other : wanted) {
                if (!one.key.equals(other.key) && one.meets(other)) {
                    throw new StartupException(one.key + " and " + other.key
                            + " must differ in their port, but both have " + one.endpoint.port());
                }
            }
        }
    }

    private record Wanted(String key, Endpoint endpoint) {

        boolean meets(Wanted other) {
            boolean samePort = endpoint.port() == other.endpoint.port() && endpoint.port() != 0;
            return samePort && (isAny(endpoint) || isAny(other.endpoint) || endpoint.equals(other.endpoint));
        }
    }

    private static boolean isAny(Endpoint endpoint) {
        return endpoint.address().equals(ANY_IPV4) || endpoint.address().equals(ANY_IPV6);
    }

    private static List<Endpoint> served(String key, List<Endpoint> wanted, boolean ipv6) {
        List<Endpoint> served = wanted.stream()
                .filter(endpoint -> ipv6 || endpoint.address().family() == Family.IPV4)
                .toList();
        if (served.isEmpty() && !wanted.isEmpty()) {
            throw new StartupException(key + " names IPv6 addresses only, and this machine has no IPv6");
        }
        return served;
    }

    private Endpoint hold(String key, Endpoint wanted) {
        try {
            // Bound without listening, so that early connections are refused and the listener, which sets the same
            // option, can bind the port too.
            Socket socket = new Socket();
            held.add(socket);
            socket.setReuseAddress(true);
            socket.bind(wanted.toSocketAddress());
            return new Endpoint(wanted.address(), socket.getLocalPort());
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(key, "TCP", wanted, e);
        }
    }

    /** Does not share the port, unlike the application's sockets, so that sockets of other processes are detected. */
    private static void tryUdp(Endpoint wanted) {
        InetSocketAddress address = ofOneFamily(wanted).toSocketAddress();
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(address);
        } catch (IOException | IllegalArgumentException e) {
            throw refusal("herald.udp.bind", "UDP", wanted, e);
        }
    }

    private static void tryTcp(String key, Endpoint wanted) {
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.bind(ofOneFamily(wanted).toSocketAddress());
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(key, "TCP", wanted, e);
        }
    }

    /** Replaces the IPv6 wildcard by an IPv6 address: Java would bind IPv4 addresses as well, which another socket serves. */
    private static Endpoint ofOneFamily(Endpoint wanted) {
        return wanted.address().equals(ANY_IPV6) ? new Endpoint(LOOPBACK_IPV6, wanted.port()) : wanted;
    }

    private static StartupException refusal(String key, String protocol, Endpoint wanted, Exception cause) {
        return new StartupException("cannot listen on " + protocol + " " + wanted + " (" + key + ")", cause);
    }

    private static Endpoint anyIpv4(int port) {
        return new Endpoint(ANY_IPV4, port);
    }
}
