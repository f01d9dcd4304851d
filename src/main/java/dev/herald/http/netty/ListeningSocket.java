package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Family;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/** A TCP socket of one family alone, whose connections inherit that small writes leave at once, and how much may wait there. */
final class ListeningSocket extends Socket {

    /** Connections that wait to be accepted; the kernel clamps it to net.core.somaxconn. */
    private static final int BACKLOG = 4096;

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    private ListeningSocket(Family family) throws IOException {
        super(newSocketStream0(family == Family.IPV4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6));
    }

    private void prepare(Family family) throws IOException {
        if (family == Family.IPV6) {
            setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, 1);
        }
        setReuseAddress(true);
        setTcpNoDelay(true);
        setSendBufferSize(HttpTransport.KERNEL_BUFFER_BYTES);
        setReceiveBufferSize(HttpTransport.KERNEL_BUFFER_BYTES);
        // Connections are handed over with their first bytes, which are then read at once; those whose bytes do not
        // come are
        // handed over a second later.
        setIntOpt(IPPROTO_TCP, TCP_DEFER_ACCEPT, 1);
    }

    /** Listens at {@code endpoint}, where others can join; if {@code alone}, only if nobody has it yet. */
    static ListeningSocket at(Endpoint endpoint, boolean alone) throws IOException {
        Epoll.ensureAvailability();
        try {
            ListeningSocket socket = new ListeningSocket(endpoint.address().family());
            try {
                socket.prepare(endpoint.address().family());
                socket.setReusePort(!alone);
                socket.bind(endpoint.toSocketAddress());
                socket.listen(BACKLOG);
                socket.setReusePort(true);
                return socket;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (ChannelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
