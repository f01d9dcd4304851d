package dev.herald.udp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel tells of a socket that is open.
 *
 * @param receiveBufferBytes how large a receive buffer it has granted
 * @param options where Linux is asked how many datagrams it has dropped
 */
record BoundSocket(int receiveBufferBytes, Options options) {

    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;

    /** {@code SK_MEMINFO_DROPS}, the last of nine numbers of 32 bits. */
    private static final int DROPS = 8 * Integer.BYTES;

    /** Reads an option of the socket as Linux lays it out; leaves the target alone where that cannot be. */
    interface Options {
        void read(int level, int name, ByteBuffer target) throws IOException;
    }

    /** A socket that cannot be asked. */
    static BoundSocket mute(int receiveBufferBytes) {
        return new BoundSocket(receiveBufferBytes, (level, name, target) -> {});
    }

    /** Datagrams that were dropped because the receive buffer was full; 0 if that cannot be told. */
    long dropped() {
        ByteBuffer numbers = ByteBuffer.allocateDirect(DROPS + Integer.BYTES).order(ByteOrder.nativeOrder());
        try {
            options.read(SOL_SOCKET, SO_MEMINFO, numbers.duplicate());
        } catch (IOException e) {
            System.getLogger(BoundSocket.class.getName()).log(Level.DEBUG, "cannot ask a UDP socket for its drops", e);
        }
        return Integer.toUnsignedLong(numbers.getInt(DROPS));
    }
}
