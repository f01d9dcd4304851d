package dev.herald.udp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The UDP baseline: an echo server that responds to each datagram with a fixed number of bytes. It receives and sends in batches with
 * the same system calls as the server, from one thread, and waits with {@code poll}. So its cost is that of the kernel.
 *
 * <p>It copies only the action and the transaction id of the request (BEP 15), so that the load generator can identify the response.
 * The response to a connect request (16 bytes) has 16 bytes.
 */
public final class EchoServer {

    /** Printed before the port when the server is up. */
    public static final String STARTED_PREFIX = "echo on port ";

    private static final int ACTION_AT = 8;
    private static final int CONNECT_BYTES = 16;

    private EchoServer() {}

    /** The reason why {@link #main} and {@link UdpLoadGenerator} cannot run on this system, or an empty string if they can. */
    public static String unavailability() {
        return ForeignTransport.FOREIGN.unavailability();
    }

    /**
     * Runs until the process is killed.
     *
     * @param args size of a response in bytes, 16 to 1500
     */
    public static void main(String[] args) throws IOException {
        int bytes = Integer.parseInt(args[0]);
        try (BatchedSocket socket = new BatchedSocket()) {
            System.out.println(STARTED_PREFIX + socket.port());
            while (true) {
                socket.await(BatchedSocket.FOREVER);
                int received = socket.receive();
                for (int i = 0; i < received; i++) {
                    answer(socket.batch, i, bytes);
                }
                socket.send();
            }
        }
    }

    private static void answer(MessageBatch batch, int i, int bytes) {
        ByteBuffer request = batch.request(i).bytes();
        boolean connect = request.remaining() == CONNECT_BYTES;
        batch.nextAnswer().putLong(request.getLong(ACTION_AT)).position(connect ? CONNECT_BYTES : bytes);
        batch.answer(i);
    }
}
