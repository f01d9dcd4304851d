package dev.herald.udp.transport;

import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An open socket.
 *
 * @param port its port
 * @param receiveBufferBytes the size of its receive buffer, which the kernel may have limited
 * @param socket for options that Netty does not have; empty for NIO
 * @param channel Netty's channel; empty for the foreign transport
 */
record BoundSocket(int port, int receiveBufferBytes, Optional<Socket> socket, Optional<Channel> channel) {

    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;

    /** {@code SK_MEMINFO_DROPS}, the last of nine 32-bit fields. */
    private static final int DROPS_OFFSET = 8 * Integer.BYTES;

    /** The number of datagrams dropped because the receive buffer was full; 0 if unknown. */
    long dropped() {
        if (socket.isEmpty()) {
            return 0;
        }
        ByteBuffer fields =
                ByteBuffer.allocateDirect(DROPS_OFFSET + Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            socket.get().getRawOpt(SOL_SOCKET, SO_MEMINFO, fields.duplicate());
        } catch (IOException e) {
            System.getLogger(BoundSocket.class.getName()).log(Level.DEBUG, "SO_MEMINFO is not available", e);
        }
        return Integer.toUnsignedLong(fields.getInt(DROPS_OFFSET));
    }

    /** Closes a socket with a channel; others are closed by their event loop. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void close() {
        channel.ifPresent(Channel::close);
    }
}
