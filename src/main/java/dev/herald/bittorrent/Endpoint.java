package dev.herald.bittorrent;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An address and a port.
 *
 * @param address the address
 * @param port 0 to 65535
 */
public record Endpoint(Address address, int port) {

    /** Validates the port. */
    public Endpoint {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
        }
    }

    /** Parses {@code 192.0.2.1:6969} or {@code [2001:db8::1]:6969}; empty for anything else. */
    public static Optional<Endpoint> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        Optional<Address> address = Address.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        String port = text.substring(colon + 1);
        boolean decimal = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
        if (address.isEmpty() || !decimal || Integer.parseInt(port) > 65535 || bracketed != host.contains(":")) {
            return Optional.empty();
        }
        return Optional.of(new Endpoint(address.get(), Integer.parseInt(port)));
    }

    /** The same endpoint for the JDK. Does not resolve a name. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address.toInetAddress(), port);
    }

    /** The form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return address.family() == Family.IPV4 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
