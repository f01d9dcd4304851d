package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.util.List;

/** How bytes are moved between the kernel and a {@link HttpConnection}. */
interface HttpTransport {

    /**
     * Bytes that the kernel may keep for a client that does not read them, and as many that we have not read, because it does not;
     * Linux doubles both for its own book-keeping. By itself it would let them grow to megabytes for each connection.
     */
    int KERNEL_BUFFER_BYTES = 64 * 1024;

    /** The fastest one that this machine has. */
    static HttpTransport fastest() {
        return Epoll.isAvailable() ? SocketTransport.SOCKETS : ChannelTransport.NIO;
    }

    /** What the loops run on. */
    IoHandlerFactory ioHandlers();

    /** Whether several sockets can have one port, between which the kernel shares out the connections. */
    boolean sharesPorts();

    /** Those of the addresses that need a socket of their own. */
    List<Endpoint> sockets(List<Endpoint> endpoints);

    /** Whether a socket at {@code [::]} takes IPv4 as well. */
    boolean ipv6TakesIpv4();

    /**
     * Listens there until {@code eventLoop} stops. Others can join, if the transport shares ports.
     *
     * @param endpoint where; its port may be 0 for any
     * @param alone whether it must fail if anybody has the port, even somebody who would share it
     * @return the port
     */
    int listen(Endpoint endpoint, boolean alone, EventLoop eventLoop, HttpWorker loop) throws IOException;
}
