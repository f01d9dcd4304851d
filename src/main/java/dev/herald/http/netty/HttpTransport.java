package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;

/** Accepts connections and moves bytes between the kernel and a {@link HttpConnection}. */
interface HttpTransport {

    /** The number of connections that wait to be accepted; the kernel limits it to {@code net.core.somaxconn}. */
    int BACKLOG = 4096;

    /** The number of connections accepted before events of open connections are handled. */
    int MAX_ACCEPTS = 64;

    /**
     * The size of the send and receive buffers of a connection. Linux doubles it for its own data. Without it the buffers would grow to
     * megabytes for each client that does not read.
     */
    int KERNEL_BUFFER_BYTES = 64 * 1024;

    /** Constants of Linux that Netty does not have. */
    int IPPROTO_IPV6 = 41;

    int IPV6_V6ONLY = 26;

    /** The fastest transport on this machine. */
    static HttpTransport fastest() {
        return Epoll.isAvailable() ? SocketTransport.SOCKETS : ChannelTransport.NIO;
    }

    /** What the event loops wait with. */
    IoHandlerFactory ioHandlers();

    /** Whether several sockets can have one port, among which the kernel distributes the connections. */
    boolean sharesPorts();

    /** Whether a socket at {@code [::]} accepts IPv4 connections as well. */
    boolean ipv6TakesIpv4();

    /**
     * Listens until the event loop of {@code worker} terminates. Afterwards other sockets can share the port, if the transport shares ports.
     *
     * @param endpoint the address; port 0 for any
     * @param exclusive whether to fail if any socket has the port, even one that would share it
     * @return the port
     */
    int listen(Endpoint endpoint, boolean exclusive, HttpWorker worker) throws IOException;
}
