package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Binds the first socket of each address of a setting. The socket stays open, so no port is released and bound again; the sockets of other
 * event loops share its port.
 */
public final class ListenAddresses {

    public static final Address ANY_IPV4 = Address.ofIpv4(0);
    public static final Address ANY_IPV6 = new Address(0, 0);

    /** How often {@link #open} tries to find a port that is free at every address. */
    static final int MAX_ATTEMPTS = 32;

    private static final Logger LOG = System.getLogger(ListenAddresses.class.getName());

    private final String protocol;
    private final String key;
    private final boolean ipv6TakesIpv4;
    private final boolean machineHasIpv6;

    /** Binds a socket of one address. */
    @FunctionalInterface
    public interface Binder {

        /**
         * Binds a socket and keeps it open. Other sockets of this process can share its port afterwards.
         *
         * @param endpoint the address; port 0 for any
         * @param exclusive whether to fail if any socket has the port, even one that would share it. If not, a socket of this process at a
         *     wildcard address has the port, and this one shares it.
         * @return the port
         */
        int bind(Endpoint endpoint, boolean exclusive) throws IOException;
    }

    /** Binds all sockets of a server. */
    @FunctionalInterface
    public interface Attempt {

        /** Returns the bound addresses, or throws an exception and leaves nothing bound. */
        List<Endpoint> open() throws IOException;
    }

    /** The port that the kernel chose at one address is taken at another. */
    private static final class PortTakenException extends IOException {

        private static final long serialVersionUID = 1L;

        PortTakenException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Creates the addresses of a setting.
     *
     * @param protocol the protocol for messages
     * @param key the key of the setting for messages
     * @param ipv6TakesIpv4 whether a socket at {@code [::]} accepts IPv4 as well
     */
    public ListenAddresses(String protocol, String key, boolean ipv6TakesIpv4) {
        this(protocol, key, ipv6TakesIpv4, LocalAddress.hasIpv6());
    }

    ListenAddresses(String protocol, String key, boolean ipv6TakesIpv4, boolean machineHasIpv6) {
        this.protocol = protocol;
        this.key = key;
        this.ipv6TakesIpv4 = ipv6TakesIpv4;
        this.machineHasIpv6 = machineHasIpv6;
    }

    /**
     * Copies the addresses of a setting.
     *
     * @throws IllegalArgumentException if one occurs twice, naming it and the key
     */
    public static List<Endpoint> distinct(String key, List<Endpoint> endpoints) {
        Set<Endpoint> seen = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!seen.add(endpoint)) {
                throw new IllegalArgumentException(key + " must name no address twice, but does so with " + endpoint);
            }
        }
        return List.copyOf(endpoints);
    }

    /**
     * Repeats an attempt that calls {@link #bind} while the port that the kernel chose at one address is taken at another.
     *
     * @throws IOException of the last attempt
     */
    public static List<Endpoint> open(Attempt attempt) throws IOException {
        for (int i = 1; i < MAX_ATTEMPTS; i++) {
            try {
                return attempt.open();
            } catch (PortTakenException e) {
                LOG.log(Level.DEBUG, "Trying another port, because one is not free at every address", e);
            }
        }
        return attempt.open();
    }

    /**
     * Binds a socket at each address. All with port 0 get the same port. On a machine without IPv6, IPv6 addresses are omitted.
     *
     * @return the addresses with their ports, in the same order
     * @throws IOException naming the address that cannot be bound; the caller closes those that were bound before
     */
    public List<Endpoint> bind(List<Endpoint> endpoints, Binder binder) throws IOException {
        List<Endpoint> available = new ArrayList<>(endpoints);
        available.removeIf(this::isUnavailable);
        if (available.isEmpty()) {
            throw new IOException(key + " has IPv6 addresses only, but this machine has no IPv6");
        }
        Map<Endpoint, Endpoint> bound = new LinkedHashMap<>();
        int anyPort = 0;
        for (Endpoint endpoint : wildcardsFirst(available)) {
            boolean any = endpoint.port() == 0;
            Endpoint chosen = any ? new Endpoint(endpoint.address(), anyPort) : endpoint;
            boolean exclusive = bound.values().stream().noneMatch(other -> covers(other, chosen));
            int port = bind(binder, chosen, exclusive, any && anyPort != 0);
            bound.put(endpoint, new Endpoint(endpoint.address(), port));
            anyPort = any ? port : anyPort;
        }
        return available.stream().map(bound::get).toList();
    }

    private int bind(Binder binder, Endpoint endpoint, boolean exclusive, boolean portChosenByKernel)
            throws IOException {
        try {
            return binder.bind(endpoint, exclusive);
        } catch (IOException e) {
            IOException refused = refused(endpoint, e);
            throw portChosenByKernel ? new PortTakenException(refused) : refused;
        }
    }

    private boolean isUnavailable(Endpoint endpoint) {
        boolean unavailable = endpoint.address().family() == Family.IPV6 && !machineHasIpv6;
        if (unavailable) {
            LOG.log(Level.INFO, "This machine has no IPv6: {0} {1} is left out", protocol, endpoint);
        }
        return unavailable;
    }

    /** An exclusive socket at a wildcard address fails if the port is taken at any address, so those of this process are bound later. */
    private static List<Endpoint> wildcardsFirst(List<Endpoint> endpoints) {
        return endpoints.stream()
                .sorted(Comparator.comparing(
                                (Endpoint endpoint) -> !endpoint.address().equals(ANY_IPV6))
                        .thenComparing(endpoint -> !endpoint.address().equals(ANY_IPV4)))
                .toList();
    }

    private boolean covers(Endpoint bound, Endpoint other) {
        boolean ipv4 = other.address().family() == Family.IPV4;
        boolean byIpv6 = bound.address().equals(ANY_IPV6) && (ipv6TakesIpv4 || !ipv4);
        boolean byIpv4 = bound.address().equals(ANY_IPV4) && ipv4;
        return (byIpv6 || byIpv4) && bound.port() == other.port();
    }

    /** The exception for an address that cannot be bound. */
    public IOException refused(Endpoint endpoint, Throwable cause) {
        // Netty's native message is "bind(..) failed with error(-98): Address already in use".
        String message = String.valueOf(cause.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? message : message.substring(colon + 2);
        return new IOException(protocol + " " + endpoint + " (" + key + ") cannot be bound: " + reason, cause);
    }
}
