package dev.herald.udp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The system calls {@code recvmmsg}, {@code sendmmsg} and {@code poll} of Linux, by {@code java.lang.foreign}, which Java has since 22.
 *
 * <p>This class is compiled for Java 17, so it finds that package by reflection, once. The handles themselves are constants
 * and take addresses as numbers: calls through them have a signature that Java 17 knows, and cost what calls from C cost.
 *
 * @see <a href="https://openjdk.org/jeps/454">JEP 454: Foreign Function and Memory API</a>
 */
final class SocketCalls {

    /** Bytes at the address that every call is given to leave its {@code errno} at. */
    static final int ERRNO_BYTES = Integer.BYTES;

    private static final int FIRST_JAVA = 22;

    /** Where {@link MessageBatch} knows the layout of the structures: both are little-endian with 64-bit pointers. */
    private static final Set<String> KNOWN_PROCESSORS = Set.of("amd64", "x86_64", "aarch64");

    private static final MethodHandle RECEIVE;
    private static final MethodHandle SEND;
    private static final MethodHandle POLL;
    private static final String MISSING;

    static {
        Optional<Handles> handles = Optional.empty();
        String missing = whatThePlatformLacks();
        if (missing.isEmpty()) {
            try {
                handles = Optional.of(Handles.find());
            } catch (InvocationTargetException e) {
                missing = String.valueOf(e.getCause()); // native access may be forbidden to all but named modules
            } catch (ReflectiveOperationException | NoSuchElementException | LinkageError e) {
                missing = e.toString();
            }
        }
        // Not null: these are only called after available() has been asked, but a constant must be something.
        MethodHandle nothing = MethodHandles.empty(MethodType.methodType(int.class));
        RECEIVE = handles.map(Handles::receive).orElse(nothing);
        SEND = handles.map(Handles::send).orElse(nothing);
        POLL = handles.map(Handles::poll).orElse(nothing);
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

    /**
     * Receives what is there, without waiting for more.
     *
     * @param errno the address for the error number
     * @param headers the address of {@code count} structures {@code mmsghdr}
     * @return how many datagrams came, or -1, which an error number explains
     */
    static int receive(long errno, int socket, long headers, int count) {
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
    static int send(long errno, int socket, long headers, int count) {
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
    static int poll(long errno, long entries, int count, int timeoutMillis) {
        try {
            return (int) POLL.invokeExact(errno, entries, (long) count, timeoutMillis);
        } catch (Throwable e) {
            throw new AssertionError("a system call throws nothing", e);
        }
    }

    private static String whatThePlatformLacks() {
        int java = Runtime.version().feature();
        if (java < FIRST_JAVA) {
            return "it needs Java " + FIRST_JAVA + ", and this is " + java;
        }
        String system = System.getProperty("os.name");
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean known = "Linux".equals(system) && KNOWN_PROCESSORS.contains(processor);
        return known ? "" : "it is made for Linux on x86-64 and AArch64, and this is " + system + " on " + processor;
    }

    /** The calls as {@code java.lang.foreign} makes them, with the address for the error number before the arguments. */
    private record Handles(MethodHandle receive, MethodHandle send, MethodHandle poll) {

        private static final String FOREIGN = "java.lang.foreign.";

        static Handles find() throws ReflectiveOperationException {
            Object number = layout("JAVA_INT");
            Object address = layout("JAVA_LONG");
            return new Handles(
                    call("recvmmsg", number, number, address, number, number, address),
                    call("sendmmsg", number, number, address, number, number),
                    call("poll", number, address, address, number));
        }

        private static MethodHandle call(String name, Object result, Object... arguments)
                throws ReflectiveOperationException {
            Class<?> linkers = type("Linker");
            Class<?> layouts = type("MemoryLayout");
            Class<?> descriptors = type("FunctionDescriptor");
            Object linker = linkers.getMethod("nativeLinker").invoke(null);
            Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
            Optional<?> symbol = (Optional<?>)
                    type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
            Object descriptor = descriptors
                    .getMethod("of", layouts, layouts.arrayType())
                    .invoke(null, result, array(layouts, arguments));
            Class<?> options = type("Linker$Option");
            Object errno =
                    options.getMethod("captureCallState", String[].class).invoke(null, (Object) new String[] {"errno"});
            MethodHandle call = (MethodHandle)
                    linkers.getMethod("downcallHandle", type("MemorySegment"), descriptors, options.arrayType())
                            .invoke(linker, symbol.orElseThrow(), descriptor, array(options, errno));
            return MethodHandles.filterArguments(call, 0, segmentAtAddress());
        }

        /** Turns a number into the four bytes of memory at that address. */
        private static MethodHandle segmentAtAddress() throws ReflectiveOperationException {
            Class<?> segments = type("MemorySegment");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle at = lookup.findStatic(segments, "ofAddress", MethodType.methodType(segments, long.class));
            MethodHandle sized =
                    lookup.findVirtual(segments, "reinterpret", MethodType.methodType(segments, long.class));
            return MethodHandles.filterReturnValue(at, MethodHandles.insertArguments(sized, 1, (long) ERRNO_BYTES));
        }

        private static Object layout(String name) throws ReflectiveOperationException {
            return type("ValueLayout").getField(name).get(null);
        }

        private static Object array(Class<?> type, Object... elements) {
            Object array = Array.newInstance(type, elements.length);
            System.arraycopy(elements, 0, array, 0, elements.length);
            return array;
        }

        private static Class<?> type(String name) throws ClassNotFoundException {
            return Class.forName(FOREIGN + name);
        }
    }
}
