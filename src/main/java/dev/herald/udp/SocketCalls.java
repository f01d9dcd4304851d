package dev.herald.udp;

import static java.lang.invoke.MethodType.methodType;

import dev.herald.net.ForeignFunctions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Locale;
import java.util.Set;

/** The system calls {@code recvmmsg}, {@code sendmmsg} and {@code poll} of Linux, as {@link ForeignFunctions} that are constants. */
final class SocketCalls {

    /** Bytes of the memory that every call is given to leave its {@code errno} in. */
    static final int ERRNO_BYTES = ForeignFunctions.ERRNO_BYTES;

    /** Where {@link MessageBatch} knows the layout of the structures: both are little-endian with 64-bit pointers. */
    private static final Set<String> KNOWN_PROCESSORS = Set.of("amd64", "x86_64", "aarch64");

    private static final MethodHandle RECEIVE;
    private static final MethodHandle SEND;
    private static final MethodHandle POLL;
    private static final MethodHandle SEGMENT_AT;
    private static final String MISSING;

    static {
        // Not null: these are only called after available() has been asked, but a constant must be something.
        MethodHandle nothing = MethodHandles.empty(methodType(int.class));
        MethodHandle receive = nothing;
        MethodHandle send = nothing;
        MethodHandle poll = nothing;
        MethodHandle segmentAt = nothing;
        String missing = whatTheProcessorLacks();
        try {
            receive = ForeignFunctions.findWithErrno(
                    "recvmmsg", methodType(int.class, int.class, long.class, int.class, int.class, long.class));
            send = ForeignFunctions.findWithErrno(
                    "sendmmsg", methodType(int.class, int.class, long.class, int.class, int.class));
            poll = ForeignFunctions.findWithErrno("poll", methodType(int.class, long.class, long.class, int.class));
            segmentAt = ForeignFunctions.errnoAt();
        } catch (UnsupportedOperationException e) {
            missing = e.getMessage();
        }
        RECEIVE = receive;
        SEND = send;
        POLL = poll;
        SEGMENT_AT = segmentAt;
        MISSING = missing;
    }

    private SocketCalls() {}

    /** Whether the calls can be made here. */
    static boolean available() {
        return MISSING.isEmpty();
    }

    /** Why they cannot, for people; empty if they can. */
    static String missing() {
        return MISSING;
    }

    /** The {@value #ERRNO_BYTES} bytes at that address, made once for many calls, so that these allocate nothing. */
    static Object errnoAt(long address) {
        try {
            return (Object) SEGMENT_AT.invokeExact(address);
        } catch (Throwable e) {
            throw new AssertionError("a number is an address", e);
        }
    }

    /**
     * Receives what is there, without waiting for more.
     *
     * @param errno memory for the error number, from {@link #errnoAt}
     * @param headers the address of {@code count} structures {@code mmsghdr}
     * @return how many datagrams came, or -1, which an error number explains
     */
    static int receive(Object errno, int socket, long headers, int count) {
        try {
            return (int) RECEIVE.invokeExact(errno, socket, headers, count, 0, 0L);
        } catch (Throwable e) {
            throw new AssertionError("a system call throws nothing", e);
        }
    }

    /**
     * Sends as many datagrams as the network takes now.
     *
     * @return how many that were, or -1 if not even the first one could be sent
     */
    static int send(Object errno, int socket, long headers, int count) {
        try {
            return (int) SEND.invokeExact(errno, socket, headers, count, 0);
        } catch (Throwable e) {
            throw new AssertionError("a system call throws nothing", e);
        }
    }

    /**
     * Waits until something has happened to one of some descriptors.
     *
     * @param entries the address of {@code count} structures {@code pollfd}
     * @param timeoutMillis how long at most, forever if negative
     * @return to how many, or -1, as when a signal came
     */
    static int poll(Object errno, long entries, int count, int timeoutMillis) {
        try {
            return (int) POLL.invokeExact(errno, entries, (long) count, timeoutMillis);
        } catch (Throwable e) {
            throw new AssertionError("a system call throws nothing", e);
        }
    }

    private static String whatTheProcessorLacks() {
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return KNOWN_PROCESSORS.contains(processor)
                ? ""
                : "it is made for Linux on x86-64 and AArch64, and this is " + processor;
    }
}
