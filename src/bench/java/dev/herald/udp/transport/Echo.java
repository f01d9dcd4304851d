package dev.herald.udp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The mark for what an answer over UDP costs: sends back as many bytes for each datagram and looks at none of them. It receives and
 * sends in batches by the same system calls as the server, from one thread, and waits by {@code poll} as that does, so it costs
 * what the kernel costs.
 *
 * <p>Only the eight bytes that BEP 15 demands are copied, the action and the transaction id of the request, so that whoever asks
 * can tell what he was answered. A connect request (16 bytes) gets 16 bytes.
 */
public final class Echo {

    /** What it prints before its port, once it can be asked. */
    public static final String UP = "echo on port ";

    private static final int ACTION_AT = 8;
    private static final int CONNECT_BYTES = 16;

    private Echo() {}

    /** Whether a process can run {@link #main} or an {@link Announcer}: why not, for people, and empty if it can. */
    public static String missing() {
        return ForeignTransport.FOREIGN.unavailability();
    }

    /**
     * Answers until it is killed.
     *
     * @param args how many bytes an answer has, 16 to 1500
     */
    public static void main(String[] args) throws IOException {
        int bytes = Integer.parseInt(args[0]);
        try (BatchedSocket socket = new BatchedSocket()) {
            System.out.println(UP + socket.port());
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
