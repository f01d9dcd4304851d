package dev.herald.http;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Parses a line of the header {@code Forwarded} (RFC 7239 section 4). */
    private static final class ForwardedHeader {

        /** The node of an element without a {@code for} parameter (RFC 7239 section 6.2). It is not an address. */
        private static final String UNKNOWN = "unknown";

        private final String line;
        private int index;

        private ForwardedHeader(String line) {
            this.line = line;
        }

        /**
         * The value of {@code for} of each element, or {@code unknown}. A line with an unbalanced quotation mark is one unknown element, because
         * the client may have sent any part of it.
         */
        static List<String> nodes(String line) {
            return new ForwardedHeader(line).nodes();
        }

        private List<String> nodes() {
            List<String> nodes = new ArrayList<>();
            String node = UNKNOWN;
            while (index < line.length()) {
                String name = readUntil("=,;").strip().toLowerCase(Locale.ROOT);
                if (index < line.length() && line.charAt(index) == '=') {
                    index++;
                    String value = readValue();
                    if (index > line.length()) {
                        return List.of(UNKNOWN);
                    }
                    node = name.equals("for") ? value : node;
                }
                if (index >= line.length() || line.charAt(index) == ',') {
                    nodes.add(node);
                    node = UNKNOWN;
                }
                index++;
            }
            return nodes;
        }

        /** Reads a token or a quoted string. If the latter is not closed or has text behind it, the index is behind the line afterwards. */
        private String readValue() {
            if (index >= line.length() || line.charAt(index) != '"') {
                return readUntil(",;").strip();
            }
            StringBuilder value = new StringBuilder();
            index++;
            while (index < line.length() && line.charAt(index) != '"') {
                if (line.charAt(index) == '\\') {
                    index++;
                }
                if (index < line.length()) {
                    value.append(line.charAt(index++));
                }
            }
            index++;
            if (index <= line.length() && !readUntil(",;").isBlank()) {
                index = line.length() + 1;
            }
            return value.toString();
        }

        private String readUntil(String delimiters) {
            int from = index;
            while (index < line.length() && delimiters.indexOf(line.charAt(index)) < 0) {
                index++;
            }
            return line.substring(from, index);
        }
    }
}
