package dev.herald.http.netty;

import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import java.util.List;

/** The Netty HTTP frontend with each transport, for tests of other packages. */
public final class HttpTransports {

    private HttpTransports() {}

    /** The names of the transports of this machine. */
    public static List<String> here() {
        return TestServer.transports().stream().map(Object::toString).toList();
    }

    /** Creates a frontend with the transport of that name, not opened. */
    public static NettyHttpServer frontend(
            String transport, NettyHttpSettings settings, List<Network> proxies, HttpTracker tracker) {
        HttpTransport named = TestServer.transports().stream()
                .filter(each -> each.toString().equals(transport))
                .findFirst()
                .orElseThrow();
        return new NettyHttpServer(settings, proxies, tracker, named);
    }
}
