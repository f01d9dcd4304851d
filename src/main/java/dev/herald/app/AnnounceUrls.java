package dev.herald.app;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import dev.herald.net.PublicAddresses;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The announce URLs of the open sockets. The addresses of this machine are read at most once a minute. */
final class AnnounceUrls {

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** The recommended frontends first. The one in the container is for reverse proxies. */
    private static final List<Frontend> FRONTENDS =
            List.of(Frontend.UDP, Frontend.HTTP_NETTY_TLS, Frontend.HTTP_NETTY, Frontend.HTTP_JAXRS);

    private final OpenSockets sockets;
    private final Supplier<PublicAddresses> reader;
    private final LongSupplier nanoTime;
    private PublicAddresses addresses;
    private long readAt;

    /**
     * Reads the addresses for the first time.
     *
     * @param reader reads the addresses of this machine
     * @param nanoTime a clock like {@link System#nanoTime}
     */
    AnnounceUrls(OpenSockets sockets, Supplier<PublicAddresses> reader, LongSupplier nanoTime) {
        this.sockets = sockets;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.addresses = reader.get();
        this.readAt = nanoTime.getAsLong();
    }

    /** One URL of a socket. */
    String of(OpenSocket socket) {
        return addresses().url(socket.protocol(), bound(socket), ofContainer(socket)) + "/announce";
    }

    /** The URLs for clients of all sockets, without those of the container's port if another frontend answers over HTTP. */
    List<String> all() {
        PublicAddresses current = addresses();
        List<OpenSocket> open = sockets.open();
        boolean netty = open.stream().anyMatch(socket -> socket.frontend() != Frontend.UDP && !ofContainer(socket));
        return FRONTENDS.stream()
                .filter(frontend -> !netty || frontend != Frontend.HTTP_JAXRS)
                .flatMap(frontend -> open.stream().filter(socket -> socket.frontend() == frontend))
                .flatMap(socket -> urls(socket, current))
                .distinct()
                .toList();
    }

    private static Stream<String> urls(OpenSocket socket, PublicAddresses addresses) {
        return addresses.urls(socket.protocol(), bound(socket), ofContainer(socket)).stream()
                .map(url -> url + "/announce");
    }

    private static Endpoint bound(OpenSocket socket) {
        return new Endpoint(
                Address.of(socket.address().getAddress()), socket.address().getPort());
    }

    private static boolean ofContainer(OpenSocket socket) {
        return socket.frontend() == Frontend.HTTP_JAXRS;
    }

    private synchronized PublicAddresses addresses() {
        long now = nanoTime.getAsLong();
        if (now - readAt >= FRESH_NANOS) {
            readAt = now;
            addresses = reader.get();
        }
        return addresses;
    }
}
