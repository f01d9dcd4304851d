package dev.herald.net;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Binds the first socket of each address of one setting. The socket stays, so no port is released and bound again; the
 * sockets of other event loops join it.
 */
public final class ListenAddresses {

    /** How often all is bound again because the port that the kernel has chosen was taken at another address. */
    static final int MOST_ATTEMPTS = 32;

    private static final Logger LOG = System.getLogger(ListenAddresses.class.getName());

    private static final Address ANY_IPV4 = Address.ofIpv4(0);
    private static final Address ANY_IPV6 = new Address(0, 0);

    private final String protocol;
    private final String key;
    private final boolean ipv6TakesIpv4;
    private final boolean machineHasIpv6;

    /** Binds the first socket of an address. */
    @FunctionalInterface
    public interface Binder {

        /**
         * Binds a socket and keeps it.
         *
         * @param endpoint where; its port may be 0 for any
         * @param alone whether it must fail if anybody has the port, even somebody who would share it; if not, a socket of ours
         *     at a wildcard address has it already, and this one shares it
         * @return the port that it has; later sockets of ours can share it
         */
        int bind(Endpoint endpoint, boolean alone) throws IOException;
    }

    /** Binds everything. */
    @FunctionalInterface
    public interface Attempt {

        /** Returns what is bound. If it fails, it leaves nothing bound. */
        List<Endpoint> open() throws IOException;
    }

    /** The port that the kernel chose for one address is taken at another. */
    private static final class PortTakenException extends IOException {

        private static final long serialVersionUID = 1L;

        PortTakenException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Addresses of one setting.
     *
     * @param protocol what is spoken there, for people
     * @param key of the setting, for people
     * @param ipv6TakesIpv4 whether a socket at {@code [::]} takes IPv4 as well
     */
    public ListenAddresses(String protocol, String key, boolean ipv6TakesIpv4) {
        this(protocol, key, ipv6TakesIpv4, Ipv6.here());
    }

    ListenAddresses(String protocol, String key, boolean ipv6TakesIpv4, boolean machineHasIpv6) {
        this.protocol = protocol;
        this.key = key;
        this.ipv6TakesIpv4 = ipv6TakesIpv4;
        this.machineHasIpv6 = machineHasIpv6;
    }

    /**
     * Repeats an attempt that uses {@link #bind} as long as it fails because the port that the kernel chose for one address is
     * taken at another.
     *
     * @throws IOException of the last attempt
     */
    public static List<Endpoint> open(Attempt attempt) throws IOException {
        for (int i = 1; i < MOST_ATTEMPTS; i++) {
            try {
                return attempt.open();
            } catch (PortTakenException e) {
                LOG.log(Level.DEBUG, "Another port is tried, as one is not free at every address", e);
            }
        }
        return attempt.open();
    }

    /**
     * Binds a socket at each of the addresses. Those that leave their port open get one port. On a machine without IPv6 its
     * addresses are left out.
     *
     * @return the addresses in the same order with their real ports
     * @throws IOException naming the address that is taken or not of this machine; what was bound before is the caller's to close
     */
    public List<Endpoint> bind(List<Endpoint> wanted, Binder binder) throws IOException {
        List<Endpoint> here = new ArrayList<>(wanted);
        here.removeIf(this::isMissing);
        if (here.isEmpty()) {
            throw new IOException(key + " has IPv6 addresses only, but this machine has no IPv6");
        }
        Map<Endpoint, Endpoint> bound = new LinkedHashMap<>();
        int openPort = 0;
        for (Endpoint endpoint : wildcardsFirst(here)) {
            boolean open = endpoint.port() == 0;
            Endpoint chosen = open ? new Endpoint(endpoint.address(), openPort) : endpoint;
            boolean alone = bound.values().stream().noneMatch(other -> covers(other, chosen));
            int port = bind(binder, chosen, alone, open && openPort != 0);
            bound.put(endpoint, new Endpoint(endpoint.address(), port));
            openPort = open ? port : openPort;
        }
        return here.stream().map(bound::get).toList();
    }

    private int bind(Binder binder, Endpoint endpoint, boolean alone, boolean portIsOurChoice) throws IOException {
        try {
            return binder.bind(endpoint, alone);
        } catch (IOException e) {
            IOException refused = refused(endpoint, e);
            throw portIsOurChoice ? new PortTakenException(refused) : refused;
        }
    }

    private boolean isMissing(Endpoint endpoint) {
        boolean missing = endpoint.address().family() == Family.IPV6 && !machineHasIpv6;
        if (missing) {
            LOG.log(Level.INFO, "This machine has no IPv6: {0} {1} is left out", protocol, endpoint);
        }
        return missing;
    }

    /** A socket at a wildcard address sees whoever has its port at any address; those of ours come after it. */
    private static List<Endpoint> wildcardsFirst(List<Endpoint> endpoints) {
        return endpoints.stream()
                .sorted(Comparator.comparing(
                                (Endpoint endpoint) -> !endpoint.address().equals(ANY_IPV6))
                        .thenComparing(endpoint -> !endpoint.address().equals(ANY_IPV4)))
                .toList();
    }

    private boolean covers(Endpoint bound, Endpoint wanted) {
        boolean ipv4 = wanted.address().family() == Family.IPV4;
        boolean byIpv6 = bound.address().equals(ANY_IPV6) && (ipv6TakesIpv4 || !ipv4);
        boolean byIpv4 = bound.address().equals(ANY_IPV4) && ipv4;
        return (byIpv6 || byIpv4) && bound.port() == wanted.port();
    }

    /** What people are told when an address cannot be bound. */
    public IOException refused(Endpoint endpoint, Throwable cause) {
        // Netty's native message is "bind(..) failed with error(-98): Address already in use".
        String message = String.valueOf(cause.getMessage());
        int colon = message.lastIndexOf(": ");
        String reason = colon < 0 ? message : message.substring(colon + 2);
        return new IOException(protocol + " " + endpoint + " (" + key + ") cannot be bound: " + reason, cause);
    }
}
