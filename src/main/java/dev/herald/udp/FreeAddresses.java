package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that addresses are free, and finds ports for those that ask for any.
 *
 * <p>Sockets with SO_REUSEPORT would silently share their port with another process that has set it too, such as a second
 * Herald, and each of the two would get some of the requests. So every address is bound once without it first.
 */
final class FreeAddresses {

    private static final Logger LOG = System.getLogger(FreeAddresses.class.getName());

    private final DatagramTransport transport;
    private final EventLoopGroup loops;
    private final boolean machineHasIpv6;

    FreeAddresses(DatagramTransport transport, EventLoopGroup loops, boolean machineHasIpv6) {
        this.transport = transport;
        this.loops = loops;
        this.machineHasIpv6 = machineHasIpv6;
    }

    /**
     * The same addresses with real ports. Addresses that leave the port open get the same one, if it is free on all of them.
     * On a machine without IPv6 its addresses are left out.
     *
     * @throws IOException naming the address that is taken or not of this machine
     */
    List<Endpoint> find(List<Endpoint> wanted) throws IOException {
        List<Endpoint> found = new ArrayList<>();
        int openPort = 0;
        for (Endpoint endpoint : wanted) {
            if (endpoint.address().family() == Family.IPV6 && !machineHasIpv6) {
                // Not even tried: with IPv6 switched off the kernel still lets [::] be bound, and nobody could reach
                // it.
                LOG.log(Level.INFO, "This machine has no IPv6: UDP {0} is left out", endpoint);
                continue;
            }
            int port = endpoint.port() == 0 ? open(endpoint.address(), openPort) : bindOnce(endpoint);
            openPort = endpoint.port() == 0 ? port : openPort;
            found.add(new Endpoint(endpoint.address(), port));
        }
        if (found.isEmpty()) {
            throw new IOException("herald.udp.bind has IPv6 addresses only, but this machine has no IPv6");
        }
        return found;
    }

    private int open(Address address, int preferred) throws IOException {
        if (preferred != 0) {
            try {
                return bindOnce(new Endpoint(address, preferred));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The same port is not free on every address", e);
            }
        }
        return bindOnce(new Endpoint(address, 0));
    }

    private int bindOnce(Endpoint endpoint) throws IOException {
        try {
            return transport.bindOnce(endpoint, loops);
        } catch (IOException e) {
            throw refused(endpoint, e);
        }
    }

    /** What people are told when an address cannot be bound. */
    static IOException refused(Endpoint endpoint, Throwable cause) {
        // Netty's native message is "bind(..) failed with error(-98): Address already in use".
        String message = String.valueOf(cause.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? message : message.substring(colon + 2);
        return new IOException("UDP " + endpoint + " (herald.udp.bind) cannot be bound: " + reason, cause);
    }
}
