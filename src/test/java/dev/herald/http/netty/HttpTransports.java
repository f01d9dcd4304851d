package dev.herald.http.netty;

import dev.herald.bittorrent.Network;
import dev.herald.http.HttpTracker;
import java.util.List;

/** The frontend by each transport, for tests of other rooms. */
public final class HttpTransports {

    private HttpTransports() {}

    /** The names of those that this machine has. */
    public static List<String> here() {
        return TestServer.transports().stream().map(Object::toString).toList();
    }

    /** A frontend, still closed, by the transport of that name. */
    public static NettyHttpServer frontend(
            String transport, NettyHttpSettings settings, List<Network> proxies, HttpTracker tracker) {
        HttpTransport named = TestServer.transports().stream()
                .filter(each -> each.toString().equals(transport))
                .findFirst()
                .orElseThrow();
        return new NettyHttpServer(settings, proxies, tracker, named);
    }
}
