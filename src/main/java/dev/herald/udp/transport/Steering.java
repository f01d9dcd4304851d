package dev.herald.udp.transport;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * Distributes datagrams by info hash to the sockets that share a port, so that all requests of a torrent are handled by one event loop and
 * its swarm stays in one processor's cache. The kernel runs it as a classic BPF program ({@code SO_ATTACH_REUSEPORT_CBPF}, Linux 4.5; needs
 * no privileges) on the payload of a datagram, in which announces and scrapes have an info hash at offset 16 (BEP 15).
 *
 * <p>Hashes the first four bytes by multiply-shift (Dietzfelbinger et al.: A reliable randomized algorithm for the closest-pair problem,
 * 1997). The parameters are random: clients can choose info hashes that go to one event loop, but not which others they share it with.
 *
 * @param mask any number
 * @param factor an odd number
 */
record Steering(int mask, int factor) {

    /** The hash has 8 bits. */
    static final int PARTS = 256;

    private static final int SHIFT = 24;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

    /** The shortest request with an info hash. */
    private static final int MIN_BYTES = 36;

    private static final int INFO_HASH_OFFSET = 16;

    private static final int LOAD_LENGTH = 0x80;
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int XOR = 0xa4;
    private static final int MULTIPLY = 0x24;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int RETURN_RESULT = 0x16;
    private static final int RETURN = 0x06;

    /** No socket has this index; the kernel then selects one by the source address, as without program. */
    private static final int NO_SOCKET = -1;

    private static final int INSTRUCTION_BYTES = 8;
    private static final int POINTER_OFFSET = 8;

    /** Rejects an even factor, with which some parts would be empty. */
    Steering {
        if ((factor & 1) == 0) {
            throw new IllegalArgumentException("the factor must be odd, but is " + factor);
        }
    }

    /** Creates one with random parameters. */
    static Steering of(RandomGenerator random) {
        return new Steering(random.nextInt(), random.nextInt() | 1);
    }

    /** The index of the socket, of {@code sockets}, for an info hash that begins with these eight bytes. */
    int socket(long hashHigh, int sockets) {
        int part = (((int) (hashHigh >>> 32) ^ mask) * factor) >>> SHIFT;
        return part * sockets / PARTS;
    }

    /**
     * Steers the datagrams of all sockets that share the port of {@code socket}, which the kernel numbers in the order of their binding.
     *
     * @throws IOException if the kernel rejects the program
     */
    void attach(Socket socket, int sockets) throws IOException {
        ByteBuffer program = program(sockets);
        ByteBuffer description = memory(2 * Long.BYTES)
                .putShort(0, (short) (program.capacity() / INSTRUCTION_BYTES))
                .putLong(POINTER_OFFSET, Buffer.memoryAddress(program));
        socket.setRawOpt(SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, description);
    }

    private ByteBuffer program(int sockets) {
        int[][] instructions = {
            {LOAD_LENGTH, 0},
            {JUMP_IF_AT_LEAST, MIN_BYTES},
            {LOAD_WORD, INFO_HASH_OFFSET},
            {XOR, mask},
            {MULTIPLY, factor},
            {SHIFT_RIGHT, SHIFT},
            {MULTIPLY, sockets},
            {SHIFT_RIGHT, Integer.numberOfTrailingZeros(PARTS)},
            {RETURN_RESULT, 0},
            {RETURN, NO_SOCKET},
        };
        ByteBuffer program = memory(instructions.length * INSTRUCTION_BYTES);
        for (int i = 0; i < instructions.length; i++) {
            int code = instructions[i][0];
            int jumpIfFalse = code == JUMP_IF_AT_LEAST ? instructions.length - 1 - (i + 1) : 0;
            program.putShort((short) code).put((byte) 0).put((byte) jumpIfFalse).putInt(instructions[i][1]);
        }
        return program;
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
