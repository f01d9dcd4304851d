package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import dev.herald.net.EventLoops;
import io.netty.channel.ChannelException;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/**
 * Sockets without channels and pipelines, for Linux: Netty waits for them and calls the kernel. With channels, a connection for one request took
 * 1.3 (Java 17) to 1.6 times (Java 25) the CPU time of the event loop, including the kernel.
 */
enum SocketTransport implements HttpTransport {
    SOCKETS;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public boolean sharesPorts() {
        return true;
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return false;
    }

    @Override
    public int listen(Endpoint endpoint, boolean exclusive, HttpWorker worker) throws IOException {
        Epoll.ensureAvailability();
        try {
            ListeningSocket socket = new ListeningSocket(endpoint.address().family());
            SocketAcceptor acceptor = new SocketAcceptor(socket, worker);
            try {
                socket.listen(endpoint, exclusive);
                int port = socket.localAddress().getPort();
                EventLoops.register(acceptor, worker.eventLoop());
                return port;
            } catch (IOException | RuntimeException | Error e) {
                acceptor.close();
                throw e;
            }
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The name in the log. */
    @Override
    public String toString() {
        return "sockets";
    }

    /** A TCP socket of one family. Its connections inherit the buffer sizes and {@code TCP_NODELAY}. */
    private static final class ListeningSocket extends Socket {

        private final Family family;

        ListeningSocket(Family family) {
            super(newSocketStream0(family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6));
            this.family = family;
        }

        void listen(Endpoint endpoint, boolean exclusive) throws IOException {
            if (family == Family.IPV6) {
                setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
            }
            setReuseAddress(true);
            setTcpNoDelay(true);
            setSendBufferSize(KERNEL_BUFFER_BYTES);
            setReceiveBufferSize(KERNEL_BUFFER_BYTES);
            // A connection is accepted when its first bytes arrive, which are then read at once; or after a second
            // without.
            setIntOpt(IPPROTO_TCP, TCP_DEFER_ACCEPT, 1);
            setReusePort(!exclusive);
            bind(endpoint.toSocketAddress());
            listen(BACKLOG);
            setReusePort(true);
        }
    }
}
