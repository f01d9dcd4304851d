package dev.herald.udp.transport;

import static java.lang.invoke.MethodType.methodType;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.net.ForeignFunctions;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A socket on a free port of the loopback address. It uses the batched system calls of the server without its event loop. */
final class BatchedSocket implements AutoCloseable {

    static final int FOREVER = -1;

    private static final InetAddress LOOPBACK = Address.ofIpv4(0x7f000001).toInetAddress();
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private static final MethodHandle POLL =
            ForeignFunctions.findWithErrno("poll", methodType(int.class, long.class, long.class, int.class));

    /** {@code struct pollfd}: fd at offset 0, events at 4, revents at 6. */
    private static final int ENTRY_BYTES = 8;

    private static final int EVENTS = 4;
    private static final short READABLE = 1;

    private final Socket socket;
    private final ByteBuffer entry =
            ByteBuffer.allocateDirect(ENTRY_BYTES + SocketCalls.ERRNO_BYTES).order(ByteOrder.nativeOrder());
    private final long address = Buffer.memoryAddress(entry);
    private final Object errno = SocketCalls.errnoAt(address + ENTRY_BYTES);
    final MessageBatch batch = new MessageBatch(Family.IPV4, false);

    BatchedSocket() throws IOException {
        socket = ForeignTransport.open(Family.IPV4);
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.bind(new InetSocketAddress(LOOPBACK, 0));
        entry.putInt(0, socket.intValue()).putShort(EVENTS, READABLE);
    }

    int port() {
        return socket.localAddress().getPort();
    }

    /** Sends one datagram, from the start of the buffer to its position. */
    void sendTo(int port, ByteBuffer datagram) throws IOException {
        socket.sendTo(datagram, 0, datagram.position(), LOOPBACK, port);
    }

    /** Waits until a datagram is readable, and returns false after the timeout. */
    boolean await(int millis) {
        try {
            return (int) POLL.invokeExact(errno, address, 1L, millis) > 0;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Receives datagrams into the batch without blocking, and returns their number. */
    int receive() throws IOException {
        int received = batch.receive(socket.intValue());
        if (received < 0) {
            check("recvmmsg");
        }
        return Math.max(received, 0);
    }

    /** Sends all responses of the batch, and retries while the socket buffer is full. */
    void send() throws IOException {
        while (batch.unsent() > 0) {
            if (batch.send(socket.intValue()) < 0) {
                check("sendmmsg");
            }
        }
    }

    private void check(String call) throws IOException {
        if (batch.errno() != EAGAIN && batch.errno() != EINTR) {
            throw new IOException(call + ": error " + batch.errno());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
