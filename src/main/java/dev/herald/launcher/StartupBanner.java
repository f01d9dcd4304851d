package dev.herald.launcher;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The message that Herald prints when it has started.
 *
 * @param version of Herald
 * @param frontends listeners that answer announces
 * @param operator the operator's listener
 * @param token the API token, if this start has created it
 * @param maxPeers the maximum number of peers and torrents in memory; 0 means unlimited
 * @param heapBytes the maximum heap
 * @param dataDir the data directory
 * @param settingsFile the settings file
 */
record StartupBanner(
        String version,
        List<Listener> frontends,
        Listener operator,
        Optional<String> token,
        int maxPeers,
        long heapBytes,
        Path dataDir,
        Path settingsFile) {

    private static final Address LOOPBACK_IPV4 = Address.ofIpv4(0x7f000001);
    private static final Address LOOPBACK_IPV6 = new Address(0, 1);

    /**
     * A bound address.
     *
     * @param scheme such as {@code udp}
     * @param ofContainer whether it is a listener of the container, whose wildcard of either family accepts IPv4; a socket of Herald
     *     accepts one family
     */
    record Listener(String scheme, Endpoint bound, boolean ofContainer) {

        /** Returns a URL without a path, with an address at which a client on this machine reaches the listener. */
        String url() {
            boolean overIpv6 = !ofContainer && bound.address().family() == Family.IPV6;
            Address loopback = overIpv6 ? LOOPBACK_IPV6 : LOOPBACK_IPV4;
            return scheme + "://" + (isWildcard() ? new Endpoint(loopback, bound.port()) : bound);
        }

        boolean isWildcard() {
            return bound.address().toInetAddress().isAnyLocalAddress();
        }
    }

    /** Returns the message, with URLs that work on this machine. */
    String text() {
        String announce = frontends.stream()
                .map(frontend -> frontend.url() + "/announce")
                .collect(Collectors.joining("\n            "));
        boolean everywhere = frontends.stream().anyMatch(Listener::isWildcard);
        return "Herald " + version + " is up." + (everywhere ? " Elsewhere, put this machine's name or address." : "")
                + "\n  announce  " + announce
                + "\n  operator  " + operator.url() + "/"
                + token.map(secret -> "\n  token     " + secret + "  (new, for the API; it is not shown again)")
                        .orElse("")
                + "\n  store     " + (maxPeers == 0 ? "any number of" : "at most " + maxPeers)
                + " peers and torrents, in a heap of " + (heapBytes >> 20) + " MB"
                + "\n  data      " + dataDir
                + "\n  settings  " + settingsFile;
    }
}
