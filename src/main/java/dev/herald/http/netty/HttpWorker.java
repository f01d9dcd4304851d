package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import dev.herald.metrics.Recorder;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * What all connections of one event loop share. Used by its thread only.
 *
 * @param tracker answers requests
 * @param recorder counts the bytes of this event loop
 * @param limiter limits the connections of all event loops
 * @param head parses requests
 * @param writer writes responses
 * @param eventLoop the event loop
 * @param proxyProtocolFrom networks whose connections begin with a PROXY header
 * @param idleSeconds how long a connection may stay open without a request
 * @param headerSeconds how long the head of a request may take
 */
record HttpWorker(
        HttpTracker tracker,
        Recorder recorder,
        ConnectionLimiter limiter,
        RequestHead head,
        ResponseWriter writer,
        EventLoop eventLoop,
        List<Network> proxyProtocolFrom,
        int idleSeconds,
        int headerSeconds) {

    /** Whether connections from this address begin with a PROXY header. */
    boolean expectsProxyHeader(Address address) {
        return Network.anyContains(proxyProtocolFrom, address);
    }
}
