package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Determines the address of a client behind reverse proxies.
 *
 * <p>Headers of trusted proxies only are used. Each proxy appends the address of its peer, so the list is searched from the right for the
 * first address that is not a trusted proxy. Everything before it may be forged.
 *
 * <p>{@code Forwarded} is used only without {@code X-Forwarded-For}. Nearly every proxy sets the latter, and many pass on the former as the
 * client sent it.
 */
public final class ClientAddress {

    private final List<Network> trusted;

    /** Trusts the proxies in these networks. */
    public ClientAddress(List<Network> trusted) {
        this.trusted = trusted;
    }

    /** The client of a request from {@code peer}; empty if {@code peer} is a trusted proxy that does not name the client. */
    public Optional<Address> of(Address peer, TrackerRequest.Headers headers) {
        if (!Network.anyContains(trusted, peer)) {
            return Optional.of(peer);
        }
        List<String> nodes = nodes(headers);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Optional<Address> address = parse(nodes.get(i));
            if (address.isEmpty() || !Network.anyContains(trusted, address.get())) {
                return address;
            }
        }
        return Optional.empty();
    }

    /** The nodes of all lines, which are one list (RFC 9110 section 5.3). */
    private static List<String> nodes(TrackerRequest.Headers headers) {
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

    /** Parses an address, which some proxies send with the port, and IPv6 then in brackets. */
    private static Optional<Address> parse(String node) {
        if (node.startsWith("[") && node.endsWith("]")) {
            return Endpoint.parse(node + ":0").map(Endpoint::address);
        }
        Optional<Address> address = Address.parse(node);
        return address.isPresent() ? address : Endpoint.parse(node).map(Endpoint::address);
    }
}
