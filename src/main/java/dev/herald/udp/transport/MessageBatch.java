package dev.herald.udp.transport;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Family;
import dev.herald.udp.Datagram;
import dev.herald.udp.UdpTracker;
import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory in which a socket receives and sends up to {@value #SIZE} datagrams per system call, with the structures of Linux on 64-bit
 * little-endian processors: {@code mmsghdr} (64 bytes: name at 0, its length at 8, {@code iovec} at 16, their number at 24, control data
 * at 32, its length at 40, length of the datagram at 56), {@code iovec} (address, length), and {@code sockaddr_in} or {@code sockaddr_in6}.
 *
 * <p>The answers are stored without gaps, so that one call sends them. An answer uses the name of its request as destination, and the control
 * data of its request, {@code in_pktinfo} or {@code in6_pktinfo}, as source.
 */
final class MessageBatch {

    /** Datagrams per system call. */
    static final int SIZE = 128;

    /** Longer than any request: a scrape of 74 info hashes has 1496 bytes. */
    private static final int MAX_REQUEST_BYTES = 2048;

    private static final int HEADER_BYTES = 64;
    private static final int NAME_LENGTH = 8;
    private static final int IOVEC = 16;
    private static final int IOVEC_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int MESSAGE_LENGTH = 56;
    private static final int IOVEC_BYTES = 16;
    private static final int IOVEC_LENGTH = 8;
    private static final int NAME_BYTES = 32;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;

    /** A {@code cmsghdr} of 16 bytes and 20 bytes for the longer structure, rounded up. */
    private static final int CONTROL_BYTES = 40;

    private static final int IPV4_INTERFACE = 16;
    private static final int IPV6_ADDRESS = 16;
    private static final int IPV6_INTERFACE = 32;
    private static final int CACHE_LINE = 64;

    private static final int RECEIVED = 0;
    private static final int SENT = RECEIVED + SIZE * HEADER_BYTES;
    private static final int RECEIVED_IOVECS = SENT + SIZE * HEADER_BYTES;
    private static final int SENT_IOVECS = RECEIVED_IOVECS + SIZE * IOVEC_BYTES;
    private static final int NAMES = SENT_IOVECS + SIZE * IOVEC_BYTES;
    private static final int CONTROLS = NAMES + SIZE * NAME_BYTES;
    private static final int ERRNO = CONTROLS + SIZE * CONTROL_BYTES;
    private static final int BYTES = ERRNO + SocketCalls.ERRNO_BYTES;

    private final Family family;
    private final ByteBuffer memory = aligned(BYTES);
    private final ByteBuffer names = memory.slice(NAMES, SIZE * NAME_BYTES);
    private final long address = Buffer.memoryAddress(memory);
    private final Object errno = SocketCalls.errnoAt(address + ERRNO);
    private final ByteBuffer[] received = slots(MAX_REQUEST_BYTES);
    private final Datagram[] requests = new Datagram[SIZE];
    private final ByteBuffer[] answers = slots(UdpTracker.MAX_ANSWER_BYTES);
    private final int nameBytes;

    /** Size of the control data; 0 if the socket does not receive destinations. */
    private final long controlBytes;

    /** The number of datagrams that the last call received. */
    private int count;

    /** The number of answers, and how many of them were sent. */
    private int answered;

    private int sent;

    /** Allocates the memory. If {@code destinations}, the socket receives the destination address with each datagram. */
    MessageBatch(Family family, boolean destinations) {
        this.family = family;
        this.controlBytes = destinations ? CONTROL_BYTES : 0;
        this.nameBytes = family == Family.IPV4 ? SOCKADDR_IN_BYTES : SOCKADDR_IN6_BYTES;
        memory.order(ByteOrder.nativeOrder());
        for (int i = 0; i < SIZE; i++) {
            requests[i] = new Datagram();
            header(RECEIVED, RECEIVED_IOVECS, i, received[i]);
            header(SENT, SENT_IOVECS, i, answers[i]);
            memory.putLong(RECEIVED + i * HEADER_BYTES, name(i));
            memory.putLong(RECEIVED + i * HEADER_BYTES + CONTROL, address + CONTROLS + (long) i * CONTROL_BYTES);
            memory.putLong(RECEIVED + i * HEADER_BYTES + CONTROL_LENGTH, controlBytes);
        }
    }

    /**
     * Receives datagrams.
     *
     * @return their number, or -1; see {@link #errno}
     */
    int receive(int socket) {
        for (int i = 0; i < count; i++) {
            int header = RECEIVED + i * HEADER_BYTES;
            memory.putInt(header + NAME_LENGTH, nameBytes); // the kernel has overwritten the lengths
            memory.putLong(header + CONTROL_LENGTH, controlBytes);
        }
        count = SocketCalls.receive(errno, socket, address + RECEIVED, SIZE);
        for (int i = 0; i < count; i++) {
            int header = RECEIVED + i * HEADER_BYTES;
            int bytes = Math.min(memory.getInt(header + MESSAGE_LENGTH), MAX_REQUEST_BYTES);
            int name = i * NAME_BYTES;
            int port = names.getShort(name + 2) & 0xffff;
            requests[i].fill(received[i].clear().limit(bytes), senderHigh(name), senderLow(name), port);
        }
        return count;
    }

    /** Received datagram {@code i}, until the next call of {@link #receive}. */
    Datagram request(int i) {
        return requests[i];
    }

    private long senderHigh(int name) {
        return family == Family.IPV4 ? 0 : names.getLong(name + 8);
    }

    private long senderLow(int name) {
        return family == Family.IPV4 ? Address.mapped(names.getInt(name + 4)) : names.getLong(name + 16);
    }

    /** The cleared buffer of the next answer. */
    ByteBuffer nextAnswer() {
        return answers[answered].clear();
    }

    /** Adds the content of {@link #nextAnswer} as answer to request {@code i}. */
    void answer(int i) {
        int header = SENT + answered * HEADER_BYTES;
        memory.putLong(header, name(i));
        if (controlBytes > 0) {
            clearInterface(CONTROLS + i * CONTROL_BYTES);
            int request = RECEIVED + i * HEADER_BYTES;
            memory.putLong(header + CONTROL, memory.getLong(request + CONTROL));
            memory.putLong(header + CONTROL_LENGTH, memory.getLong(request + CONTROL_LENGTH));
        }
        memory.putLong(SENT_IOVECS + answered * IOVEC_BYTES + IOVEC_LENGTH, answers[answered].position());
        answered++;
    }

    /** Lets the routing table choose the interface of an answer, except for a link-local destination, which needs it. */
    private void clearInterface(int control) {
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
     * Sends answers until the send buffer is full.
     *
     * @return the number of sent answers, or -1; see {@link #errno}
     */
    int send(int socket) {
        int more = SocketCalls.send(errno, socket, address + SENT + (long) sent * HEADER_BYTES, answered - sent);
        return more < 0 ? more : sent(more);
    }

    /** Drops the answer that could not be sent. */
    void skip() {
        sent(1);
    }

    /** The number of answers that are not sent yet. */
    int unsent() {
        return answered - sent;
    }

    /** The error number of the last call that returned -1. */
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

    private void header(int headers, int iovecs, int i, ByteBuffer slot) {
        int header = headers + i * HEADER_BYTES;
        int iovec = iovecs + i * IOVEC_BYTES;
        memory.putInt(header + NAME_LENGTH, nameBytes);
        memory.putLong(header + IOVEC, address + iovec);
        memory.putLong(header + IOVEC_COUNT, 1);
        memory.putLong(iovec, Buffer.memoryAddress(slot));
        memory.putLong(iovec + IOVEC_LENGTH, slot.capacity());
    }

    /** Allocates slots with an odd number of cache lines each, because with a power of two they would share few sets of the cache. */
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
