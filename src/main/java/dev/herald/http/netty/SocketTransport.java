package dev.herald.http.netty;

import dev.herald.bittorrent.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.List;

/**
 * Sockets without channels and pipelines: Netty opens and closes them and waits for them, and a conversation reads and writes.
 * What Netty's own channels do beside that costs as much as the rest of a request does outside the kernel.
 */
enum SocketTransport implements HttpTransport {
    SOCKETS;

    /** What is read at once. */
    private static final int IN_BYTES = 64 * 1024;

    /** Room for the answers that are collected, and the longest one more. */
    private static final int OUT_BYTES = 2 * HttpConnection.MOST_ANSWERS;

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public boolean sharesPorts() {
        return true;
    }

    @Override
    public List<Endpoint> sockets(List<Endpoint> endpoints) {
        return endpoints;
    }

    @Override
    public boolean ipv6TakesIpv4() {
        return false;
    }

    @Override
    public int listen(Endpoint endpoint, boolean alone, EventLoop eventLoop, HttpWorker loop) throws IOException {
        ListeningSocket socket = ListeningSocket.at(endpoint, alone);
        int port = socket.localAddress().getPort();
        ByteBuf in = Unpooled.directBuffer(IN_BYTES, IN_BYTES);
        ByteBuf out = Unpooled.directBuffer(OUT_BYTES);
        SocketLoop sockets = new SocketLoop((IoEventLoop) eventLoop, in, out);
        SocketAcceptor acceptor = new SocketAcceptor(socket, loop, sockets);
        boolean listens = false;
        try {
            register(acceptor, sockets.eventLoop());
            listens = true;
        } finally {
            if (!listens) {
                acceptor.close();
            }
        }
        return port;
    }

    private static void register(SocketAcceptor acceptor, IoEventLoop eventLoop) throws IOException {
        Future<IoRegistration> registered = eventLoop.register(acceptor).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new IOException(registered.cause().getMessage(), registered.cause());
        }
        registered.getNow().submit(EpollIoOps.EPOLLIN);
    }

    /** The name in the log. */
    @Override
    public String toString() {
        return "sockets";
    }
}
