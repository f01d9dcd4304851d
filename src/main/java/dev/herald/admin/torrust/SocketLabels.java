package dev.herald.admin.torrust;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenSocket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of the socket that requests came through. Herald counts by frontend and family, so the first of several sockets of a
 * frontend and family represents all of them.
 */
record SocketLabels(OpenSockets sockets) {

    private static final String PREFIX = "server_binding_";

    /** The labels for the clients of a family; empty if the frontend has no socket for them. */
    Optional<Map<String, String>> labels(Frontend frontend, Family clients) {
        Optional<OpenSocket> own = bound(frontend, clients);
        // A socket of the IPv6 wildcard address also receives IPv4 clients, unless there is an IPv4 socket.
        return own.or(() -> bound(frontend, clients.other())
                        .filter(open -> clients == Family.IPV4
                                && open.address().getAddress().isAnyLocalAddress()))
                .map(open -> labels(open, clients, own.isPresent()));
    }

    private Optional<OpenSocket> bound(Frontend frontend, Family family) {
        return sockets.open().stream()
                .filter(open -> open.frontend() == frontend)
                .filter(open -> Address.of(open.address().getAddress()).family() == family)
                .findFirst();
    }

    private static Map<String, String> labels(OpenSocket open, Family clients, boolean plain) {
        InetSocketAddress address = open.address();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(PREFIX + "address_ip_family", clients == Family.IPV4 ? "inet" : "inet6");
        labels.put(PREFIX + "address_ip_type", plain ? "plain" : "v4_mapped_v6");
        labels.put(PREFIX + "ip", Address.of(address.getAddress()).toString());
        labels.put(PREFIX + "port", Integer.toString(address.getPort()));
        labels.put(PREFIX + "protocol", open.protocol());
        return labels;
    }
}
