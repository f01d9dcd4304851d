package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.NotYetConnectedException;

/**
 * A conversation over a socket of its own, of which Netty's epoll loop says when it can be read or written. All of a loop share
 * the buffer that is read into and the one that is written from, so an idle connection has none.
 *
 * <p>While answers wait that the network does not take, nothing is read.
 */
final class SocketConversation extends HttpConnection implements EpollIoHandle {

    private static final Logger LOG = System.getLogger(SocketConversation.class.getName());

    private final Socket socket;
    private final SocketLoop sockets;
    private IoRegistration registration;
    private ByteBuf unsent = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    /** A connection that was let in. */
    SocketConversation(HttpWorker loop, SocketLoop sockets, Address peer, Socket socket) {
        super(loop, peer);
        this.sockets = sockets;
        this.socket = socket;
    }

    /** Serves what has come already, and then waits for more, unless that was all. */
    void begin() {
        step();
        if (closed) {
            return;
        }
        try {
            register();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }

    private void register() {
        Future<IoRegistration> registered = sockets.eventLoop().register(this);
        if (!registered.isSuccess()) {
            close();
            return;
        }
        registration = registered.getNow();
        startTimer();
        registration.submit(unsent.isReadable() ? EpollIoOps.EPOLLOUT : EpollIoOps.EPOLLIN);
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    /** Whatever has happened to the socket, trying to write and to read tells. */
    @Override
    public void handle(IoRegistration ready, IoEvent event) {
        step();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        gone();
        unsent.release();
        unsent = Unpooled.EMPTY_BUFFER;
        // What a fault has left there is nobody else's.
        sockets.out().clear();
        try {
            // Before the registration ends, which would then have to be told to the kernel.
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection did not close well", e);
        }
        if (registration != null && registration.isValid()) {
            registration.cancel();
        }
    }

    /**
     * A reset ends one connection, and so does a fault of ours. That there is no more memory outside the heap, which Netty says
     * with an error of its own, is one of them: on its way up it would end the event loop and with it the listening socket.
     */
    private void step() {
        try {
            if (unsent.isReadable()) {
                writeOnce();
            } else {
                readOnce();
            }
        } catch (IOException reset) {
            close();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }

    private void readOnce() throws IOException {
        ByteBuf in = sockets.in();
        int count = socket.recvAddress(in.memoryAddress(), 0, in.capacity());
        if (count < 0) {
            close();
        } else if (count > 0) {
            received(in.setIndex(0, count));
        }
    }

    private void writeOnce() throws IOException {
        if (!write(unsent)) {
            return;
        }
        unsent.release();
        unsent = Unpooled.EMPTY_BUFFER;
        registration.submit(EpollIoOps.EPOLLIN);
        if (ended()) {
            finished();
        } else {
            resume();
        }
    }

    /** Whether all has left. */
    private boolean write(ByteBuf out) throws IOException {
        while (out.isReadable()) {
            int sent = socket.sendAddress(out.memoryAddress(), out.readerIndex(), out.writerIndex());
            if (sent == 0) {
                return false;
            }
            out.skipBytes(sent);
        }
        return true;
    }

    @Override
    ByteBuf room() {
        return sockets.out();
    }

    @Override
    boolean takesMore() {
        if (sockets.out().readableBytes() >= MOST_ANSWERS) {
            push();
        }
        return !unsent.isReadable();
    }

    @Override
    void send() {
        push();
        if (ended() && !closed && !unsent.isReadable()) {
            finished();
        }
    }

    /** Writes what all conversations of the loop append to; what does not leave becomes this one's own. */
    private void push() {
        ByteBuf out = sockets.out();
        try {
            if (!write(out)) {
                unsent = PooledByteBufAllocator.DEFAULT
                        .directBuffer(out.readableBytes())
                        .writeBytes(out);
                if (registration != null) {
                    registration.submit(EpollIoOps.EPOLLOUT);
                }
            }
        } catch (IOException reset) {
            close();
        } finally {
            out.clear();
        }
    }

    @Override
    void hush() {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException reset) {
            // The latter is Netty's word for a connection that the other end has reset since the answer left.
            close();
        }
    }

    @Override
    void hangUp() {
        close();
    }
}
