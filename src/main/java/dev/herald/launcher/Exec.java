package dev.herald.launcher;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code execv}, through the JNA that the server brings along: the JDK has no such thing, and its own way to call C
 * ({@code java.lang.foreign}) is there from 22 on only, and slower to get up.
 */
final class Exec {

    private static final int SET_DESCRIPTOR_FLAGS = 2;
    private static final int CLOSE_ON_EXEC = 1;
    private static final int LAST_STANDARD_STREAM = 2;

    private Exec() {}

    /** Replaces this process; returns if the system refuses. */
    static void replace(UnpackedJar unpacked, Path program, List<String> command)
            throws IOException, ReflectiveOperationException {
        System.setProperty("jna.boot.library.path", unpacked.folder().toString());
        System.setProperty("jna.nounpack", "true");
        System.setProperty("jna.nosys", "true");
        System.setProperty("jna.noclasspath", "true");
        // One character for one byte, so that file names stay what they are.
        System.setProperty("jna.encoding", StandardCharsets.ISO_8859_1.name());
        URL[] path = {unpacked.nativeAccess().toUri().toURL()};
        try (URLClassLoader access = new URLClassLoader(path)) {
            Class<?> function = access.loadClass("com.sun.jna.Function");
            Method get = function.getMethod("getFunction", String.class, String.class);
            Method call = function.getMethod("invokeInt", Object[].class);
            Object fcntl = get.invoke(null, "c", "fcntl");
            for (int descriptor : descriptors()) {
                // Else ports and locks of this process would still be held by the next.
                Object[] arguments = {descriptor, SET_DESCRIPTOR_FLAGS, CLOSE_ON_EXEC};
                call.invoke(fcntl, (Object) arguments);
            }
            Object[] arguments = {
                bytes(program.toString()), command.stream().map(Exec::bytes).toArray(String[]::new)
            };
            call.invoke(get.invoke(null, "c", "execv"), (Object) arguments);
        }
    }

    /** All that is open but the standard streams. */
    private static List<Integer> descriptors() throws IOException {
        List<Integer> open = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            links.forEach(link -> open.add(Integer.valueOf(link.getFileName().toString())));
        }
        open.removeIf(descriptor -> descriptor <= LAST_STANDARD_STREAM);
        return open;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(Restart.nativeCharset()), StandardCharsets.ISO_8859_1);
    }
}
