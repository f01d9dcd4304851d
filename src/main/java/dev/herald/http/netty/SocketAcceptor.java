package dev.herald.http.netty;

import dev.herald.bittorrent.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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

/** Accepts the connections of one listening socket, which stay on its event loop. */
final class SocketAcceptor implements EpollIoHandle {

    private static final Logger LOG = System.getLogger(SocketAcceptor.class.getName());

    private static final int READ_BYTES = 64 * 1024;

    /** The buffered responses, and the longest one that is added to them. */
    private static final int WRITE_BYTES = 2 * HttpConnection.MAX_BUFFERED_BYTES;

    /** The size of what Netty's accept stores: a length, the address, the scope of an IPv6 address, and the port. */
    private static final int ADDRESS_BYTES = 26;

    private static final int IPV4_AND_PORT = 8;

    private final Socket socket;
    private final HttpWorker worker;
    private final ByteBuf in = Unpooled.directBuffer(READ_BYTES, READ_BYTES);
    private final ByteBuf out = Unpooled.directBuffer(WRITE_BYTES);
    private final byte[] accepted = new byte[ADDRESS_BYTES];
    private final ByteBuffer acceptedAddress = ByteBuffer.wrap(accepted);

    SocketAcceptor(Socket socket, HttpWorker worker) {
        this.socket = socket;
        this.worker = worker;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        try {
            for (int i = 0; i < HttpTransport.MAX_ACCEPTS; i++) {
                int descriptor = socket.accept(accepted);
                if (descriptor < 0) {
                    return;
                }
                open(new Socket(descriptor));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A connection cannot be accepted", e);
            pause(registration);
        } catch (RuntimeException | Error cause) {
            worker.tracker().faults().log("Accepting an HTTP connection", cause);
            pause(registration);
        }
    }

    private void open(Socket connection) throws IOException {
        Address peer = accepted[0] == IPV4_AND_PORT
                ? Address.ofIpv4(acceptedAddress.getInt(1))
                : new Address(acceptedAddress.getLong(1), acceptedAddress.getLong(1 + Long.BYTES));
        if (!worker.limiter().tryAcquire()) {
            connection.close();
            worker.tracker().refused(peer);
        } else if (worker.expectsProxyHeader(peer)) {
            ChannelAcceptor.open(new EpollSocketChannel(connection.intValue()), peer, worker, channel -> {});
        } else {
            new SocketConnection(worker, peer, connection, in, out).open(peer);
        }
    }

    /** Waits for a second if no connection can be accepted, such as with too many open files. They wait in the backlog. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void pause(IoRegistration registration) {
        registration.submit(EpollIoOps.NONE);
        worker.eventLoop()
                .schedule(
                        () -> {
                            if (registration.isValid()) {
                                registration.submit(EpollIoOps.EPOLLIN);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    /** Called when the event loop terminates, after which no connection uses the buffers. */
    @Override
    public void close() throws IOException {
        in.release();
        out.release();
        socket.close();
    }
}
