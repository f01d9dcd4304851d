package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import dev.herald.net.ListenAddresses;
import java.util.List;

/**
 * The settings of the Netty HTTP frontend.
 *
 * @param bind the addresses, without duplicates; empty to disable the frontend ({@code herald.http.netty.bind})
 * @param threads event loops, 1 to 1024, or 0 for one per processor ({@code herald.http.netty.threads})
 * @param proxyProtocolFrom networks in CIDR notation whose connections, and no others, begin with a PROXY header
 *     ({@code herald.http.netty.proxy-protocol-from})
 * @param maxConnections open connections in total, 1 to 1048576 ({@code herald.http.netty.max-connections})
 * @param maxConnectionsPerAddress open connections of one IPv4 address or IPv6 /64, at least 1
 *     ({@code herald.http.netty.max-connections-per-address})
 * @param idleSeconds how long a connection may stay open without a request, 1 to 3600 ({@code herald.http.netty.idle-timeout})
 * @param headerSeconds how long the head of a request may take, 1 to 3600 ({@code herald.http.netty.header-timeout})
 */
public record NettyHttpSettings(
        List<Endpoint> bind,
        int threads,
        List<String> proxyProtocolFrom,
        int maxConnections,
        int maxConnectionsPerAddress,
        int idleSeconds,
        int headerSeconds) {

    private static final int MAX_CONNECTIONS = 1 << 20;
    private static final int MAX_SECONDS = 3600;

    /** Validates all values. */
    public NettyHttpSettings {
        bind = ListenAddresses.distinct("herald.http.netty.bind", bind);
        proxyProtocolFrom = List.copyOf(proxyProtocolFrom);
        List<Network> unused = Network.parseAll("herald.http.netty.proxy-protocol-from", proxyProtocolFrom);
        require(threads, 0, 1024, "herald.http.netty.threads");
        require(maxConnections, 1, MAX_CONNECTIONS, "herald.http.netty.max-connections");
        require(maxConnectionsPerAddress, 1, MAX_CONNECTIONS, "herald.http.netty.max-connections-per-address");
        require(idleSeconds, 1, MAX_SECONDS, "herald.http.netty.idle-timeout");
        require(headerSeconds, 1, MAX_SECONDS, "herald.http.netty.header-timeout");
    }

    /** The networks of {@link #proxyProtocolFrom}. */
    public List<Network> proxyProtocolNetworks() {
        return Network.parseAll("herald.http.netty.proxy-protocol-from", proxyProtocolFrom);
    }

    private static void require(int value, int least, int most, String key) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be from " + least + " to " + most + ", but is " + value);
        }
    }
}
