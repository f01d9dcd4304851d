package dev.herald.udp;

import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Lets the kernel choose the socket for a datagram by the info hash in it, among those that share a port, so that each
 * torrent is visited by one event loop: its cache lines do not wander. A program of the classic packet
 * filter does it, which Linux takes from everybody ({@code SO_ATTACH_REUSEPORT_CBPF}, Linux 4.5). It sees the datagram from the
 * first byte behind the UDP header; an announce and a scrape have an info hash at 16 (BEP 15).
 */
final class Steering {

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
    private static final int SHORTEST = 36;
    private static final int INFO_HASH = 16;

    private static final int LOAD_LENGTH = 0x80;
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int XOR = 0xa4;
    private static final int MULTIPLY = 0x24;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int RETURN_RESULT = 0x16;
    private static final int RETURN = 0x06;

    /** No socket has this number; the kernel then chooses by the sender's address, as it does without a program. */
    private static final int NOBODY = -1;

    private static final int INSTRUCTION_BYTES = 8;
    private static final int POINTER = 8;

    private Steering() {}

    /** Which of some event loops gets the requests for a part of the swarms: neighbouring parts go to the same. */
    static int loop(int part, int loops) {
        return part * loops / SteeringHash.PARTS;
    }

    /**
     * Steers all sockets that share the port of {@code socket} now, which the kernel numbers in the order of their binding.
     *
     * @param loops how many they are
     * @throws IOException if the kernel does not take the program
     */
    static void attach(Socket socket, SteeringHash partition, int loops) throws IOException {
        ByteBuffer program = program(partition, loops);
        ByteBuffer description = memory(2 * Long.BYTES)
                .putShort(0, (short) (program.capacity() / INSTRUCTION_BYTES))
                .putLong(POINTER, Buffer.memoryAddress(program));
        socket.setRawOpt(SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, description);
    }

    private static ByteBuffer program(SteeringHash partition, int loops) {
        int partBits = Integer.numberOfTrailingZeros(SteeringHash.PARTS);
        int[][] instructions = {
            {LOAD_LENGTH, 0},
            {JUMP_IF_AT_LEAST, SHORTEST},
            {LOAD_WORD, INFO_HASH},
            {XOR, partition.mask()},
            {MULTIPLY, partition.factor()},
            {SHIFT_RIGHT, SteeringHash.SHIFT},
            {MULTIPLY, loops},
            {SHIFT_RIGHT, partBits},
            {RETURN_RESULT, 0},
            {RETURN, NOBODY},
        };
        ByteBuffer program = memory(instructions.length * INSTRUCTION_BYTES);
        for (int i = 0; i < instructions.length; i++) {
            int code = instructions[i][0];
            int otherwise = code == JUMP_IF_AT_LEAST ? instructions.length - 1 - (i + 1) : 0;
            program.putShort((short) code).put((byte) 0).put((byte) otherwise).putInt(instructions[i][1]);
        }
        return program;
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
