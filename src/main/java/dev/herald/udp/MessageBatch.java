package dev.herald.udp;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory that one socket receives into and sends from, {@value #SIZE} datagrams at a time, laid out as Linux wants it on
 * 64-bit little-endian processors: {@code mmsghdr} (64 bytes: name at 0, its length at 8, {@code iovec} at 16, their number
 * at 24, control data at 32, its length at 40, length received or sent at 56), {@code iovec} (address, length) and
 * {@code sockaddr_in} or {@code sockaddr_in6}.
 *
 * <p>Answers keep the order of their requests and stand without gaps, so that one call sends them; an answer goes to the
 * name that its request came with, without a copy of it. In the same way it leaves from the address that was asked: the
 * control data of the request, {@code in_pktinfo} or {@code in6_pktinfo}, becomes that of the answer.
 */
final class MessageBatch {

    /** Datagrams that one system call moves. */
    static final int SIZE = 128;

    /** Longer than any request: 74 hashes make 1496 bytes, and an announce has a few options. */
    private static final int MOST_RECEIVED = 2048;

    private static final int HEADER_BYTES = 64;
    private static final int NAME_LENGTH = 8;
    private static final int PIECES = 16;
    private static final int PIECE_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MESSAGE_LENGTH = 56;
    private static final int PIECE_BYTES = 16;
    private static final int PIECE_LENGTH = 8;
    private static final int NAME_BYTES = 32;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;

    /** A {@code cmsghdr} of 16 bytes and the longer of the two structures, 20 bytes, rounded up. */
    private static final int CONTROL_BYTES = 40;

    private static final int IPV4_INTERFACE = 16;
    private static final int IPV6_ADDRESS = 16;
    private static final int IPV6_INTERFACE = 32;
    private static final int CACHE_LINE = 64;

    private static final int RECEIVED = 0;
    private static final int SENT = RECEIVED + SIZE * HEADER_BYTES;
    private static final int RECEIVED_PIECES = SENT + SIZE * HEADER_BYTES;
    private static final int SENT_PIECES = RECEIVED_PIECES + SIZE * PIECE_BYTES;
    private static final int NAMES = SENT_PIECES + SIZE * PIECE_BYTES;
    private static final int CONTROLS = NAMES + SIZE * NAME_BYTES;
    private static final int ERRNO = CONTROLS + SIZE * CONTROL_BYTES;
    private static final int BYTES = ERRNO + SocketCalls.ERRNO_BYTES;

    private final Family family;
    private final ByteBuffer memory = aligned(BYTES);
    private final ByteBuffer names = memory.slice(NAMES, SIZE * NAME_BYTES);
    private final long address = Buffer.memoryAddress(memory);
    private final Object errno = SocketCalls.errnoAt(address + ERRNO);
    private final ByteBuffer[] received = slots(MOST_RECEIVED);
    private final Datagram[] requests = new Datagram[SIZE];
    private final ByteBuffer[] answers = slots(UdpTracker.MOST_BYTES);
    private final int nameBytes;

    /** Bytes for the asked address of a request; 0 if it is always the socket's. */
    private final long controlBytes;

    /** How many datagrams the last call has received. */
    private int count;

    /** How many answers wait to be sent, and how many of them have been. */
    private int answered;

    private int sent;

    /**
     * The memory of a socket of {@code family}.
     *
     * @param anyAddress whether the address that was asked comes with each datagram
     */
    MessageBatch(Family family, boolean anyAddress) {
        this.family = family;
        this.controlBytes = anyAddress ? CONTROL_BYTES : 0;
        this.nameBytes = family == Family.IPV4 ? SOCKADDR_IN_BYTES : SOCKADDR_IN6_BYTES;
        memory.order(ByteOrder.nativeOrder());
        for (int i = 0; i < SIZE; i++) {
            requests[i] = new Datagram();
            header(RECEIVED, RECEIVED_PIECES, i, received[i]);
            header(SENT, SENT_PIECES, i, answers[i]);
            memory.putLong(RECEIVED + i * HEADER_BYTES, name(i));
            memory.putLong(RECEIVED + i * HEADER_BYTES + CONTROL, address + CONTROLS + (long) i * CONTROL_BYTES);
            memory.putLong(RECEIVED + i * HEADER_BYTES + CONTROL_LENGTH, controlBytes);
        }
    }

    /**
     * Receives what the socket has.
     *
     * @return how many datagrams, or -1 as {@link #errno} says
     */
    int receive(int socket) {
        for (int i = 0; i < count; i++) {
            int header = RECEIVED + i * HEADER_BYTES;
            memory.putInt(header + NAME_LENGTH, nameBytes); // the kernel has put the real ones there
            memory.putLong(header + CONTROL_LENGTH, controlBytes);
        }
        count = SocketCalls.receive(errno, socket, address + RECEIVED, SIZE);
        for (int i = 0; i < count; i++) {
            int header = RECEIVED + i * HEADER_BYTES;
            int bytes = Math.min(memory.getInt(header + MESSAGE_LENGTH), MOST_RECEIVED);
            int name = i * NAME_BYTES;
            requests[i].fill(received[i].clear().limit(bytes), senderHigh(name), senderLow(name), port(name));
        }
        return count;
    }

    /** The datagram received as number {@code i}, until more are received. */
    Datagram request(int i) {
        return requests[i];
    }

    private long senderHigh(int name) {
        return family == Family.IPV4 ? 0 : names.getLong(name + 8);
    }

    private long senderLow(int name) {
        return family == Family.IPV4 ? Address.mapped(names.getInt(name + 4)) : names.getLong(name + 16);
    }

    /** 0 to 65535. */
    private int port(int name) {
        return names.getShort(name + 2) & 0xffff;
    }

    /** Where the next answer is to be written, cleared. */
    ByteBuffer nextAnswer() {
        return answers[answered].clear();
    }

    /** Takes what has been written to {@link #nextAnswer} as the answer to request {@code i}. */
    void answer(int i) {
        int header = SENT + answered * HEADER_BYTES;
        memory.putLong(header, name(i));
        if (controlBytes > 0) {
            leaveByAnyInterface(CONTROLS + i * CONTROL_BYTES);
            int request = RECEIVED + i * HEADER_BYTES;
            memory.putLong(header + CONTROL, memory.getLong(request + CONTROL));
            memory.putLong(header + CONTROL_LENGTH, memory.getLong(request + CONTROL_LENGTH));
        }
        memory.putLong(SENT_PIECES + answered * PIECE_BYTES + PIECE_LENGTH, answers[answered].position());
        answered++;
    }

    /**
     * Clears the interface that a request came by, which would bypass the routes: they may lead back by another one. Only a
     * link-local address means nothing without its interface.
     */
    private void leaveByAnyInterface(int control) {
        if (family == Family.IPV4) {
            memory.putInt(control + IPV4_INTERFACE, 0);
            return;
        }
        boolean linkLocal = memory.get(control + IPV6_ADDRESS) == (byte) 0xfe
                && (memory.get(control + IPV6_ADDRESS + 1) & 0xc0) == 0x80;
        if (!linkLocal) {
            memory.putInt(control + IPV6_INTERFACE, 0);
        }
    }

    /**
     * Sends the answers, as far as the network takes them.
     *
     * @return how many went, or -1 as {@link #errno} says
     */
    int send(int socket) {
        int more = SocketCalls.send(errno, socket, address + SENT + (long) sent * HEADER_BYTES, answered - sent);
        return more < 0 ? more : sent(more);
    }

    /** Gives up the answer that could not be sent. */
    void skip() {
        sent(1);
    }

    /** How many answers are still to be sent. */
    int unsent() {
        return answered - sent;
    }

    /** Why the last call returned -1. */
    int errno() {
        return memory.getInt(ERRNO);
    }

    private int sent(int more) {
        sent += more;
        if (sent == answered) {
            sent = 0;
            answered = 0;
        }
        return more;
    }

    private long name(int i) {
        return address + NAMES + (long) i * NAME_BYTES;
    }

    private void header(int headers, int pieces, int i, ByteBuffer slot) {
        int header = headers + i * HEADER_BYTES;
        int piece = pieces + i * PIECE_BYTES;
        memory.putInt(header + NAME_LENGTH, nameBytes);
        memory.putLong(header + PIECES, address + piece);
        memory.putLong(header + PIECE_COUNT, 1);
        memory.putLong(piece, Buffer.memoryAddress(slot));
        memory.putLong(piece + PIECE_LENGTH, slot.capacity());
    }

    /** An odd number of cache lines apart: powers of two would make all slots share a few sets of the cache. */
    private static ByteBuffer[] slots(int bytes) {
        int stride = (lines(bytes) | 1) * CACHE_LINE;
        ByteBuffer all = aligned(SIZE * stride);
        ByteBuffer[] slots = new ByteBuffer[SIZE];
        for (int i = 0; i < SIZE; i++) {
            slots[i] = all.slice(i * stride, bytes);
        }
        return slots;
    }

    private static ByteBuffer aligned(int bytes) {
        return ByteBuffer.allocateDirect((lines(bytes) + 1) * CACHE_LINE).alignedSlice(CACHE_LINE);
    }

    private static int lines(int bytes) {
        return (bytes + CACHE_LINE - 1) / CACHE_LINE;
    }
}
