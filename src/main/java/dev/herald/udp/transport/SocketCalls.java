package dev.herald.udp.transport;

import static java.lang.invoke.MethodType.methodType;

import dev.herald.net.ForeignFunctions;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Locale;
import java.util.Set;

/** System calls of Linux, as {@link ForeignFunctions} in constants, so that the JIT compiler inlines them. */
final class SocketCalls {

    /** Size of the memory for {@code errno}. */
    static final int ERRNO_BYTES = ForeignFunctions.ERRNO_BYTES;

    /** Those with the structure layouts of {@link MessageBatch}: little-endian with 64-bit pointers. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private static final String UNAVAILABILITY;
    private static final MethodHandle RECEIVE;
    private static final MethodHandle SEND;
    private static final MethodHandle ERRNO_AT;

    static {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String reason = ARCHITECTURES.contains(architecture)
                ? ""
                : "it is made for Linux on x86-64 and AArch64, and this is " + architecture;
        MethodHandle none = MethodHandles.empty(methodType(int.class));
        MethodHandle receive = none;
        MethodHandle send = none;
        MethodHandle errnoAt = none;
        try {
            receive = ForeignFunctions.findWithErrno(
                    "recvmmsg", methodType(int.class, int.class, long.class, int.class, int.class, long.class));
            send = ForeignFunctions.findWithErrno(
                    "sendmmsg", methodType(int.class, int.class, long.class, int.class, int.class));
            errnoAt = ForeignFunctions.errnoAt();
        } catch (UnsupportedOperationException e) {
            reason = e.getMessage();
        }
        UNAVAILABILITY = reason;
        RECEIVE = receive;
        SEND = send;
        ERRNO_AT = errnoAt;
    }

    private SocketCalls() {}

    /** The reason why the calls are not available; empty if they are. */
    static String unavailability() {
        return UNAVAILABILITY;
    }

    /** Returns the memory segment of the {@value #ERRNO_BYTES} bytes at {@code address}, for the {@code errno} of many calls. */
    static Object errnoAt(long address) {
        try {
            return (Object) ERRNO_AT.invokeExact(address);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Calls {@code recvmmsg} without flags and timeout.
     *
     * @param headers the address of {@code count} structures {@code mmsghdr}
     * @return the number of received datagrams, or -1
     */
    static int receive(Object errno, int socket, long headers, int count) {
        try {
            return (int) RECEIVE.invokeExact(errno, socket, headers, count, 0, 0L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Calls {@code sendmmsg} without flags.
     *
     * @return the number of sent datagrams, or -1 if the first one could not be sent
     */
    static int send(Object errno, int socket, long headers, int count) {
        try {
            return (int) SEND.invokeExact(errno, socket, headers, count, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
