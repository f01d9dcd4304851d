package dev.herald.udp;

import io.netty.channel.Channel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A socket that is open.
 *
 * @param port that it has
 * @param receiveBufferBytes how large a receive buffer the kernel has granted
 * @param socket through which Linux can be asked for more
 * @param channel of Netty's that serves it, unless it is served without one
 */
record BoundSocket(int port, int receiveBufferBytes, Optional<Socket> socket, Optional<Channel> channel) {

    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;

    /** {@code SK_MEMINFO_DROPS}, the last of nine numbers of 32 bits. */
    private static final int DROPS = 8 * Integer.BYTES;

    /** Datagrams that were dropped because the receive buffer was full; 0 if that cannot be told. */
    long dropped() {
        if (socket.isEmpty()) {
            return 0;
        }
        ByteBuffer numbers = ByteBuffer.allocateDirect(DROPS + Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            socket.get().getRawOpt(SOL_SOCKET, SO_MEMINFO, numbers.duplicate());
        } catch (IOException e) {
            System.getLogger(BoundSocket.class.getName()).log(Level.DEBUG, "cannot ask a UDP socket for its drops", e);
        }
        return Integer.toUnsignedLong(numbers.getInt(DROPS));
    }

    /**
     * Lets the kernel steer by info hash to the sockets that share the port of this one.
     *
     * @param loops how many they are
     * @throws IOException if it does not
     */
    void steer(SteeringHash partition, int loops) throws IOException {
        Steering.attach(socket.orElseThrow(() -> new IOException("not by this transport")), partition, loops);
    }

    /** Closes it before its loop ends, which would close it as well; only one that a channel serves. */
    @SuppressWarnings("FutureReturnValueIgnored") // its loop does it soon
    void close() {
        channel.ifPresent(Channel::close);
    }
}
