package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * What all connections of one event loop share: it is used by one thread, and by one request at a time.
 *
 * @param tracker answers requests
 * @param limiter counts connections
 * @param head reads requests
 * @param writer writes answers
 * @param eventLoop runs them
 * @param proxyProtocolFrom networks whose connections begin with a PROXY header
 * @param idleSeconds how long a connection may stay open without a request
 * @param headerSeconds how long a request may take to come
 */
record HttpWorker(
        HttpTracker tracker,
        ConnectionLimiter limiter,
        RequestHead head,
        ResponseWriter writer,
        EventLoop eventLoop,
        List<Network> proxyProtocolFrom,
        int idleSeconds,
        int headerSeconds) {

    /** Whether connections from there begin with a PROXY header. */
    boolean expectsProxyHeader(Address address) {
        return Network.anyContains(proxyProtocolFrom, address);
    }
}
