package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
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
 * A connection on a socket without a channel, which Netty's epoll loop waits for. The connections of a loop share the buffers that they read
 * into and write from, so an idle connection has none. While responses wait to be sent, nothing is read.
 */
final class SocketConnection implements EpollIoHandle, HttpConnection.Output {

    private static final Logger LOG = System.getLogger(SocketConnection.class.getName());

    private final HttpWorker worker;
    private final Socket socket;
    private final ByteBuf in;
    private final ByteBuf out;
    private final HttpConnection http;

    /** Null until the connection has been registered. */
    private IoRegistration registration;

    private ByteBuf unsent = Unpooled.EMPTY_BUFFER;
    private boolean closed;

    /**
     * Creates a connection that the limiter has counted.
     *
     * @param in the buffer to read into
     * @param out the buffer to write from, which is empty after each call
     */
    SocketConnection(HttpWorker worker, Address peer, Socket socket, ByteBuf in, ByteBuf out) {
        this.worker = worker;
        this.socket = socket;
        this.in = in;
        this.out = out;
        http = new HttpConnection(worker, peer, this);
    }

    /** Handles the bytes that have been received, and registers the connection unless that has closed it. */
    void open(Address peer) {
        if (!http.acquire(peer)) {
            close();
            return;
        }
        readOrWrite();
        if (!closed) {
            try {
                register();
            } catch (RuntimeException | Error cause) {
                http.failed(cause);
            }
        }
    }

    private void register() {
        Future<IoRegistration> registered = ((IoEventLoop) worker.eventLoop()).register(this);
        if (!registered.isSuccess()) {
            close();
            return;
        }
        registration = registered.getNow();
        registration.submit(unsent.isReadable() ? EpollIoOps.EPOLLOUT : EpollIoOps.EPOLLIN);
        http.startTimer();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    /** Reads or writes, whatever the event: errors are reported by the system calls. */
    @Override
    public void handle(IoRegistration ready, IoEvent event) {
        readOrWrite();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        http.closed();
        unsent.release();
        unsent = Unpooled.EMPTY_BUFFER;
        // An exception may have left responses, which must not be sent to the next connection.
        out.clear();
        try {
            // Before the registration is cancelled, which then needs no system call.
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection could not be closed", e);
        }
        if (registration != null && registration.isValid()) {
            registration.cancel();
        }
    }

    /** An error, also Netty's for exhausted direct memory, closes the connection; otherwise it would end the event loop. */
    private void readOrWrite() {
        try {
            if (unsent.isReadable()) {
                writeUnsent();
            } else {
                read();
            }
        } catch (IOException reset) {
            close();
        } catch (RuntimeException | Error cause) {
            http.failed(cause);
        }
    }

    private void read() throws IOException {
        int count = socket.recvAddress(in.memoryAddress(), 0, in.capacity());
        if (count < 0) {
            close();
        } else if (count > 0) {
            http.received(in.setIndex(0, count));
        }
    }

    private void writeUnsent() throws IOException {
        if (!write(unsent)) {
            return;
        }
        unsent.release();
        unsent = Unpooled.EMPTY_BUFFER;
        registration.submit(EpollIoOps.EPOLLIN);
        if (http.isFinished()) {
            http.lastResponseSent();
        } else {
            http.resume();
        }
    }

    /** Returns whether all bytes have been written. */
    private boolean write(ByteBuf buffer) throws IOException {
        while (buffer.isReadable()) {
            int sent = socket.sendAddress(buffer.memoryAddress(), buffer.readerIndex(), buffer.writerIndex());
            if (sent == 0) {
                return false;
            }
            buffer.skipBytes(sent);
        }
        return true;
    }

    @Override
    public ByteBuf buffer() {
        return out;
    }

    @Override
    public boolean isWritable() {
        if (out.readableBytes() >= HttpConnection.MAX_BUFFERED_BYTES) {
            writeBuffer();
        }
        return !unsent.isReadable();
    }

    @Override
    public void flush() {
        writeBuffer();
        if (http.isFinished() && !closed && !unsent.isReadable()) {
            http.lastResponseSent();
        }
    }

    /** Writes the shared buffer, and copies what the socket does not take. */
    private void writeBuffer() {
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
    public void shutdownOutput() {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException reset) {
            // Netty throws the latter if the other end has reset the connection.
            close();
        }
    }
}
