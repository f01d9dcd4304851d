package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the Netty HTTP frontend is opened and guarded.
 *
 * @param bind where to listen, one socket per address and thread; none twice; empty for no such frontend
 *     ({@code herald.http.netty.bind})
 * @param threads event loops, 1 to 1024, or 0 for one per processor ({@code herald.http.netty.threads})
 * @param proxyProtocolFrom networks in CIDR notation whose connections begin with a PROXY header, and no others
 *     ({@code herald.http.netty.proxy-protocol-from})
 * @param maxConnections open connections in all, 1 to 1048576 ({@code herald.http.netty.max-connections})
 * @param maxConnectionsPerAddress open connections of one IPv4 address or one IPv6 /64, at least 1
 *     ({@code herald.http.netty.max-connections-per-address})
 * @param idleSeconds how long a connection may stay open without a request, 1 to 3600 ({@code herald.http.netty.idle-timeout})
 * @param headerSeconds how long a request may take to come, 1 to 3600 ({@code herald.http.netty.header-timeout})
 */
public record NettyHttpSettings(
        List<Endpoint> bind,
        int threads,
        List<String> proxyProtocolFrom,
        int maxConnections,
        int maxConnectionsPerAddress,
        int idleSeconds,
        int headerSeconds) {

    private static final int MOST_CONNECTIONS = 1 << 20;
    private static final int MOST_SECONDS = 3600;

    /** Checks every bound and takes copies of the lists. */
    public NettyHttpSettings {
        bind = List.copyOf(bind);
        Set<Endpoint> seen = new HashSet<>();
        for (Endpoint endpoint : bind) {
            if (!seen.add(endpoint)) {
                throw new IllegalArgumentException(
                        "herald.http.netty.bind must name no address twice, but does so with " + endpoint);
            }
        }
        proxyProtocolFrom = List.copyOf(proxyProtocolFrom);
        proxyProtocolFrom.forEach(NettyHttpSettings::network);
        require(threads, 0, 1024, "herald.http.netty.threads");
        require(maxConnections, 1, MOST_CONNECTIONS, "herald.http.netty.max-connections");
        require(maxConnectionsPerAddress, 1, MOST_CONNECTIONS, "herald.http.netty.max-connections-per-address");
        require(idleSeconds, 1, MOST_SECONDS, "herald.http.netty.idle-timeout");
        require(headerSeconds, 1, MOST_SECONDS, "herald.http.netty.header-timeout");
    }

    /** The networks that {@link #proxyProtocolFrom} names. */
    public List<Network> proxyProtocolNetworks() {
        return proxyProtocolFrom.stream().map(NettyHttpSettings::network).toList();
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("herald.http.netty.proxy-protocol-from must be addresses or networks"
                                + " such as 10.0.0.0/8 or fd00::/8, but has " + text));
    }

    private static void require(int value, int least, int most, String key) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + ", but is " + value);
        }
    }
}
