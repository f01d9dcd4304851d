package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Takes new connections of one listening socket and keeps them on its own loop. */
final class SocketAcceptor implements EpollIoHandle {

    private static final Logger LOG = System.getLogger(SocketAcceptor.class.getName());

    /** Connections accepted before those that are open are looked at again. */
    private static final int ACCEPTED_AT_ONCE = 64;

    /** Where Netty puts what accept(2) tells: the length, then address, scope of IPv6, and port. */
    private static final int ADDRESS_BYTES = 26;

    private static final int IPV4_AND_PORT = 8;

    private final Socket socket;
    private final HttpWorker loop;
    private final SocketLoop sockets;
    private final byte[] told = new byte[ADDRESS_BYTES];
    private final ByteBuffer address = ByteBuffer.wrap(told);

    /** Accepts what comes to {@code socket}. */
    SocketAcceptor(Socket socket, HttpWorker loop, SocketLoop sockets) {
        this.socket = socket;
        this.loop = loop;
        this.sockets = sockets;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                int accepted = socket.accept(told);
                if (accepted < 0) {
                    return;
                }
                serve(new Socket(accepted));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection cannot be accepted", e);
            rest(registration);
        } catch (RuntimeException | Error fault) {
            loop.tracker().faults().log("Accepting an HTTP connection", fault);
            rest(registration);
        }
    }

    private void serve(Socket accepted) throws IOException {
        Address peer = told[0] == IPV4_AND_PORT
                ? Address.ofIpv4(address.getInt(1))
                : new Address(address.getLong(1), address.getLong(1 + Long.BYTES));
        if (!loop.limiter().tryAcquire()) {
            accepted.close();
        } else if (loop.expectsProxyHeader(peer)) {
            ChannelAcceptor.serve(
                    new EpollSocketChannel(accepted.intValue()), peer, loop, (EventLoop) sockets.eventLoop());
        } else {
            SocketConversation conversation = new SocketConversation(loop, sockets, peer, accepted);
            if (conversation.isFor(peer)) {
                conversation.begin();
            } else {
                conversation.close();
            }
        }
    }

    /** Such as too many open files: those that wait stay in the kernel's queue, and are asked for again in a while. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void rest(IoRegistration registration) {
        registration.submit(EpollIoOps.NONE);
        sockets.eventLoop()
                .schedule(
                        () -> {
                            if (registration.isValid()) {
                                registration.submit(EpollIoOps.EPOLLIN);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    /** With the loop, whose conversations read and write no more. */
    @Override
    public void close() throws IOException {
        sockets.in().release();
        sockets.out().release();
        socket.close();
    }
}
