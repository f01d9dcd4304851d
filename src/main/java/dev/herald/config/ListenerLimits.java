package dev.herald.config;

/**
 * Limits of the connections of the container's public listener. Time limits are at most a minute, after which the container itself closes
 * an idle connection ({@code payara-config}).
 *
 * @param maxConnections open connections in total, 1 to 1048576 ({@code herald.http.jaxrs.max-connections})
 * @param maxConnectionsPerAddress open connections of one IPv4 address or one IPv6 /64, at least 1; trusted proxies are
 *     not limited ({@code herald.http.jaxrs.max-connections-per-address})
 * @param idleSeconds how long a connection may stay open without a request, 1 to 60 ({@code herald.http.jaxrs.idle-timeout})
 * @param headerSeconds how long receiving a request with its body may take, 1 to 60
 *     ({@code herald.http.jaxrs.header-timeout})
 */
public record ListenerLimits(int maxConnections, int maxConnectionsPerAddress, int idleSeconds, int headerSeconds) {

    private static final int MOST_CONNECTIONS = 1 << 20;
    private static final int MOST_SECONDS = 60;

    public ListenerLimits {
        require(maxConnections, MOST_CONNECTIONS, "herald.http.jaxrs.max-connections");
        require(maxConnectionsPerAddress, MOST_CONNECTIONS, "herald.http.jaxrs.max-connections-per-address");
        require(idleSeconds, MOST_SECONDS, "herald.http.jaxrs.idle-timeout");
        require(headerSeconds, MOST_SECONDS, "herald.http.jaxrs.header-timeout");
    }

    private static void require(int value, int most, String key) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(key + " must be from 1 to " + most + ", but is " + value);
        }
    }
}
