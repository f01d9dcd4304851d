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

/**
 * An address of a network interface.
 *
 * @param address without a zone
 * @param scope number of the interface for a link-local IPv6 address, which other interfaces may have as well; 0 for all others
 */
public record LocalAddress(Address address, int scope) {

    /**
     * All that the interfaces of this machine have now.
     *
     * @throws SocketException if the system does not tell
     */
    public static Set<LocalAddress> all() throws SocketException {
        Set<LocalAddress> all = new LinkedHashSet<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(LocalAddress::of)
                .forEach(all::add);
        return all;
    }

    /** The same address with the zone that matters. */
    public static LocalAddress of(InetAddress address) {
        boolean scoped = address instanceof Inet6Address && address.isLinkLocalAddress();
        return new LocalAddress(Address.of(address), scoped ? ((Inet6Address) address).getScopeId() : 0);
    }

    /** Whether sockets can have it now, which the kernel also grants for some addresses that no interface has. */
    public boolean canBeBound() {
        try (DatagramSocket socket = new DatagramSocket(at(0))) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    /** The family. */
    public Family family() {
        return address.family();
    }

    /** The JDK's form with a port. */
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
