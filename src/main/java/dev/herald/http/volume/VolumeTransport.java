package dev.herald.http.volume;

import dev.herald.bittorrent.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.util.List;

/** How bytes are moved between the kernel and a {@link Conversation}. */
interface VolumeTransport {

    /**
     * Bytes that the kernel may keep for a client that does not read them, and as many that we have not read, because it does not;
     * Linux doubles both for its own book-keeping. By itself it would let them grow to megabytes for each connection.
     */
    int KERNEL_BUFFER_BYTES = 64 * 1024;

    /** The fastest one that this machine has. */
    static VolumeTransport fastest() {
        return Epoll.isAvailable() ? SocketTransport.SOCKETS : ChannelTransport.NIO;
    }

    /** What the loops run on. */
    IoHandlerFactory ioHandlers();

    /** Whether several sockets can have one port, between which the kernel shares out the connections. */
    boolean sharesPorts();

    /** Those of the addresses that need a socket of their own. */
    List<Endpoint> sockets(List<Endpoint> endpoints);

    /**
     * Binds an address without sharing it, and frees it again.
     *
     * @return the port it had
     */
    int bindOnce(Endpoint endpoint) throws IOException;

    /** Listens there until {@code eventLoop} stops, sharing the port if it can. */
    void listen(Endpoint endpoint, EventLoop eventLoop, VolumeLoop loop) throws IOException;
}
