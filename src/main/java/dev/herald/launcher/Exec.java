package dev.herald.launcher;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code execv}, through the JNA that the server brings along: the JDK has no such thing, and its own way to call C
 * ({@code java.lang.foreign}) is there from 22 on only, and slower to get up.
 */
final class Exec {

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
            Object execv = function.getMethod("getFunction", String.class, String.class)
                    .invoke(null, "c", "execv");
            Object[] arguments = {
                bytes(program.toString()), command.stream().map(Exec::bytes).toArray(String[]::new)
            };
            function.getMethod("invokeInt", Object[].class).invoke(execv, (Object) arguments);
        }
    }

    private static String bytes(String text) {
        return new String(text.getBytes(Restart.nativeCharset()), StandardCharsets.ISO_8859_1);
    }
}
