package dev.herald.admin.torrust;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.OpenSockets.OpenDoor;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that say through which socket requests came. Herald counts by door and family; where one door has several
 * sockets of a family, the first one that was opened stands for all of them.
 */
final class SocketLabels {

    private static final String PREFIX = "server_binding_";

    private final OpenSockets doors;

    SocketLabels(OpenSockets doors) {
        this.doors = doors;
    }

    /** The labels for the clients of that family; empty if the door has no socket for them. */
    Optional<Map<String, String>> labels(Frontend door, Family clients) {
        Optional<OpenDoor> own = bound(door, clients);
        // A socket of IPv6's wildcard has the clients of IPv4 too, where no other socket has them.
        return own.or(() -> bound(door, clients.other())
                        .filter(open -> clients == Family.IPV4
                                && open.address().getAddress().isAnyLocalAddress()))
                .map(open -> labels(open, clients, own.isPresent()));
    }

    private Optional<OpenDoor> bound(Frontend door, Family family) {
        return doors.open().stream()
                .filter(open -> open.door() == door)
                .filter(open -> Address.of(open.address().getAddress()).family() == family)
                .findFirst();
    }

    private static Map<String, String> labels(OpenDoor open, Family clients, boolean plain) {
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
