package dev.herald.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Functions of the C library of Linux, by {@code java.lang.foreign} of Java 22 and newer.
 *
 * <p>Compiled for Java 17, so it uses that package by reflection. The handles take addresses as numbers, so calls have signatures that Java 17
 * knows, and cost as much as in C if the handles are constants.
 *
 * @see <a href="https://openjdk.org/jeps/454">JEP 454: Foreign Function and Memory API</a>
 */
public final class ForeignFunctions {

    /** The size of the memory for {@code errno}. */
    public static final int ERRNO_BYTES = Integer.BYTES;

    private static final int FIRST_JAVA = 22;
    private static final String FOREIGN = "java.lang.foreign.";

    private ForeignFunctions() {}

    /**
     * Finds a function of {@code int} and {@code long} parameters; the latter may be addresses. The handle has an additional first parameter, the
     * memory for {@code errno} from {@link #errnoAt}.
     *
     * @throws UnsupportedOperationException with the reason, if it cannot be called
     */
    public static MethodHandle findWithErrno(String name, MethodType type) {
        return found(() -> {
            Class<?> linkers = type("Linker");
            Class<?> layouts = type("MemoryLayout");
            Class<?> option = type("Linker$Option");
            Object linker = linkers.getMethod("nativeLinker").invoke(null);
            Object lookup = linkers.getMethod("defaultLookup").invoke(linker);
            Optional<?> symbol = (Optional<?>)
                    type("SymbolLookup").getMethod("find", String.class).invoke(lookup, name);
            Object parameters = Array.newInstance(layouts, type.parameterCount());
            for (int i = 0; i < type.parameterCount(); i++) {
                Array.set(parameters, i, layout(type.parameterType(i)));
            }
            Object descriptor = type("FunctionDescriptor")
                    .getMethod("of", layouts, layouts.arrayType())
                    .invoke(null, layout(type.returnType()), parameters);
            Object options = Array.newInstance(option, 1);
            Object errno =
                    option.getMethod("captureCallState", String[].class).invoke(null, (Object) new String[] {"errno"});
            Array.set(options, 0, errno);
            MethodHandle call = (MethodHandle) linkers.getMethod(
                            "downcallHandle", type("MemorySegment"), type("FunctionDescriptor"), option.arrayType())
                    .invoke(linker, symbol.orElseThrow(), descriptor, options);
            return call.asType(call.type().changeParameterType(0, Object.class)); // Java 17 has no MemorySegment
        });
    }

    /**
     * A handle that turns an address into the memory of {@value #ERRNO_BYTES} bytes at it.
     *
     * @throws UnsupportedOperationException with the reason, if this is not possible
     */
    public static MethodHandle errnoAt() {
        return found(() -> {
            Class<?> segments = type("MemorySegment");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle at = lookup.findStatic(segments, "ofAddress", MethodType.methodType(segments, long.class));
            MethodHandle sized =
                    lookup.findVirtual(segments, "reinterpret", MethodType.methodType(segments, long.class));
            return MethodHandles.filterReturnValue(at, MethodHandles.insertArguments(sized, 1, (long) ERRNO_BYTES))
                    .asType(MethodType.methodType(Object.class, long.class));
        });
    }

    private interface Search {
        MethodHandle handle() throws ReflectiveOperationException;
    }

    private static MethodHandle found(Search search) {
        int java = Runtime.version().feature();
        if (java < FIRST_JAVA) {
            throw new UnsupportedOperationException("requires Java " + FIRST_JAVA + ", but this is " + java);
        }
        String system = System.getProperty("os.name");
        if (!"Linux".equals(system)) {
            throw new UnsupportedOperationException("requires Linux, but this is " + system);
        }
        try {
            return search.handle();
        } catch (InvocationTargetException e) {
            // Native access may be restricted to named modules.
            throw new UnsupportedOperationException(String.valueOf(e.getCause()), e);
        } catch (ReflectiveOperationException | NoSuchElementException | LinkageError e) {
            throw new UnsupportedOperationException(e.toString(), e);
        }
    }

    private static Object layout(Class<?> number) throws ReflectiveOperationException {
        return type("ValueLayout")
                .getField(number == int.class ? "JAVA_INT" : "JAVA_LONG")
                .get(null);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(FOREIGN + name);
    }
}
