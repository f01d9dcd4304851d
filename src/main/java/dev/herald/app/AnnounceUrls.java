package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.net.LocalAddress;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The announce URLs of listeners, with an address of this machine in the place of a wildcard. */
final class AnnounceUrls {

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private List<LocalAddress> addresses = List.of();
    private long readAt = System.nanoTime() - FRESH_NANOS;

    /** The URL for clients. Uses a public address if there is one, and the loopback address if there is no other. */
    String of(OpenSocket socket) {
        return of(socket, addresses());
    }

    private synchronized List<LocalAddress> addresses() {
        long now = System.nanoTime();
        if (now - readAt >= FRESH_NANOS) {
            readAt = now;
            try {
                addresses = List.copyOf(LocalAddress.all());
            } catch (SocketException e) {
                // The ones that were read before remain.
            }
        }
        return addresses;
    }

    static String of(OpenSocket socket, Collection<LocalAddress> addresses) {
        Address address = Address.of(socket.address().getAddress());
        if (socket.address().getAddress().isAnyLocalAddress()) {
            // The wildcard of a listener of the container accepts both families.
            Family family = socket.frontend() == Frontend.HTTP_JAXRS ? Family.IPV4 : address.family();
            address = addresses.stream()
                    .map(LocalAddress::address)
                    .filter(local -> local.family() == family)
                    .min(Comparator.comparingInt(AnnounceUrls::distance))
                    .orElse(family == Family.IPV4 ? Address.ofIpv4(0x7f00_0001) : new Address(0, 1));
        }
        return socket.protocol() + "://" + new Endpoint(address, socket.address().getPort()) + "/announce";
    }

    /** How far from the public Internet an address is. */
    private static int distance(Address address) {
        InetAddress inet = address.toInetAddress();
        boolean uniqueLocal = address.family() == Family.IPV6 && (inet.getAddress()[0] & 0xfe) == 0xfc;
        return inet.isLoopbackAddress() ? 3 : inet.isLinkLocalAddress() ? 2 : inet.isSiteLocalAddress() || uniqueLocal ? 1 : 0;
    }
}
