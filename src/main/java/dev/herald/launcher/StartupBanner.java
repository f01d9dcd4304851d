package dev.herald.launcher;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The message that Herald prints when it has started.
 *
 * @param version of Herald
 * @param udp addresses of the UDP frontend
 * @param httpNetty addresses of the Netty HTTP frontend without TLS
 * @param httpNettyTls its addresses with TLS
 * @param http address of the container's public listener
 * @param httpScheme {@code http://} or {@code https://}
 * @param admin address of the operator's listener
 * @param adminScheme the scheme of the operator's listener
 * @param token the API token, if this start has created it
 * @param maxPeers the maximum number of peers and torrents in memory; 0 means unlimited
 * @param heapBytes the maximum heap
 * @param dataDir the data directory
 * @param settingsFile the settings file
 */
record StartupBanner(
        String version,
        List<Endpoint> udp,
        List<Endpoint> httpNetty,
        List<Endpoint> httpNettyTls,
        Endpoint http,
        String httpScheme,
        Endpoint admin,
        String adminScheme,
        Optional<String> token,
        int maxPeers,
        long heapBytes,
        Path dataDir,
        Path settingsFile) {

    private static final Address LOOPBACK_IPV4 = Address.ofIpv4(0x7f000001);
    private static final Address LOOPBACK_IPV6 = new Address(0, 1);

    /** Returns the message, with URLs that work on this machine. */
    String text() {
        String announce = Stream.of(
                        udp.stream().map(endpoint -> "udp://" + nearOfFamily(endpoint)),
                        Stream.of(httpScheme + nearTcp(http)),
                        httpNetty.stream().map(endpoint -> "http://" + nearOfFamily(endpoint)),
                        httpNettyTls.stream().map(endpoint -> "https://" + nearOfFamily(endpoint)))
                .flatMap(urls -> urls.map(url -> url + "/announce"))
                .collect(Collectors.joining("\n            "));
        boolean everywhere = Stream.concat(udp.stream(), Stream.concat(httpNetty.stream(), Stream.of(http)))
                .anyMatch(StartupBanner::isWildcard);
        return "Herald " + version + " is up." + (everywhere ? " Elsewhere, put this machine's name or address." : "")
                + "\n  announce  " + announce
                + "\n  operator  " + adminScheme + nearTcp(admin) + "/"
                + token.map(secret -> "\n  token     " + secret + "  (new, for the API; it is not shown again)")
                        .orElse("")
                + "\n  store     " + (maxPeers == 0 ? "any number of" : "at most " + maxPeers)
                + " peers and torrents, in a heap of " + (heapBytes >> 20) + " MB"
                + "\n  data      " + dataDir
                + "\n  settings  " + settingsFile;
    }

    /** Returns an address at which a client on this machine reaches a listener of the container. A wildcard of either family accepts IPv4. */
    static Endpoint nearTcp(Endpoint bound) {
        return isWildcard(bound) ? new Endpoint(LOOPBACK_IPV4, bound.port()) : bound;
    }

    /** Returns an address at which a client on this machine reaches a socket of Herald, which serves one family. */
    private static Endpoint nearOfFamily(Endpoint bound) {
        boolean anyIpv6 = isWildcard(bound) && bound.address().family() == Family.IPV6;
        return anyIpv6 ? new Endpoint(LOOPBACK_IPV6, bound.port()) : nearTcp(bound);
    }

    private static boolean isWildcard(Endpoint endpoint) {
        return endpoint.address().toInetAddress().isAnyLocalAddress();
    }
}
