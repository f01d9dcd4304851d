package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An address of a network interface.
 *
 * @param address the address without its zone
 * @param scope the index of the interface for a link-local IPv6 address, which other interfaces may have too; otherwise 0
 */
public record LocalAddress(Address address, int scope) {

    /**
     * The current addresses of all interfaces.
     *
     * @throws SocketException if the system does not report them
     */
    public static Set<LocalAddress> all() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(LocalAddress::of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether any interface has an IPv6 address. */
    public static boolean hasIpv6() {
        try {
            return all().stream().anyMatch(local -> local.family() == Family.IPV6);
        } catch (SocketException e) {
            return false;
        }
    }

    /** The address of an interface. The zone is kept only if it is significant. */
    public static LocalAddress of(InetAddress address) {
        boolean scoped = address instanceof Inet6Address && address.isLinkLocalAddress();
        return new LocalAddress(Address.of(address), scoped ? ((Inet6Address) address).getScopeId() : 0);
    }

    /** Whether a socket can be bound to it. The kernel permits this for some addresses that no interface has. */
    public boolean canBeBound() {
        try (DatagramSocket socket = new DatagramSocket(at(0))) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    public Family family() {
        return address.family();
    }

    /** The socket address with a port. */
    public InetSocketAddress at(int port) {
        try {
            InetAddress inet =
                    scope == 0 ? address.toInetAddress() : Inet6Address.getByAddress(null, address.bytes(), scope);
            return new InetSocketAddress(inet, port);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }
}
