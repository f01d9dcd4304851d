package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells a client's address from that of the reverse proxies before it.
 *
 * <p>Only a trusted proxy is believed, and of what it says only the end: each proxy appends whom it saw, so the list is walked
 * from the right, past trusted proxies, and the first other address is the client. Everything left of it may be invented.
 *
 * <p>{@code X-Forwarded-For} wins over {@code Forwarded}, which is read only where the former is absent. Nearly every proxy
 * maintains the former; those pass the latter on as the client sent it.
 */
public final class ClientAddress {

    /** A node that names no address (RFC 7239 section 6.2). */
    static final String UNKNOWN = "unknown";

    private final List<Network> trusted;

    /** Believes the proxies in these networks. */
    public ClientAddress(List<Network> trusted) {
        this.trusted = trusted;
    }

    /** The client behind a request from {@code peer}; empty if {@code peer} is a trusted proxy that does not tell. */
    public Optional<Address> of(Address peer, RequestHeaders headers) {
        return Network.anyContains(trusted, peer) ? rightmostOther(nodes(headers)) : Optional.of(peer);
    }

    private Optional<Address> rightmostOther(List<String> nodes) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Optional<Address> address = address(nodes.get(i));
            if (address.isEmpty() || !Network.anyContains(trusted, address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /** Several lines of one name are one list (RFC 9110 section 5.3). */
    private static List<String> nodes(RequestHeaders headers) {
        List<String> nodes = new ArrayList<>();
        List<String> lines = headers.values("X-Forwarded-For");
        for (String line : lines) {
            for (String node : line.split(",", -1)) {
                if (!node.isBlank()) {
                    nodes.add(node.strip());
                }
            }
        }
        if (lines.isEmpty()) {
            headers.values("Forwarded").forEach(line -> nodes.addAll(ForwardedHeader.nodes(line)));
        }
        return nodes;
    }

    /** Some proxies add the port of the client's connection, and IPv6 then stands in brackets. */
    private static Optional<Address> address(String node) {
        if (node.startsWith("[") && node.endsWith("]")) {
            return Endpoint.parse(node + ":0").map(Endpoint::address);
        }
        Optional<Address> address = Address.parse(node);
        return address.isPresent() ? address : Endpoint.parse(node).map(Endpoint::address);
    }
}
