package dev.herald.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/**
 * Makes SIGTERM and SIGINT end the process with exit code 0, because a requested stop is not a failure. Uses {@code sun.misc.Signal}; in a
 * JDK without it the exit codes remain 143 and 130.
 */
final class StopSignals {

    private static volatile boolean stopping;

    private StopSignals() {}

    static void exitCleanly() {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object exit = Proxy.newProxyInstance(
                        StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                stop();
                            }
                            return null;
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                return;
            }
        }
    }

    /** Exits; the container's shutdown hook undeploys the application. */
    static void stop() {
        stopping = true;
        // Discards what the container prints; the log handler keeps its own reference to the stream.
        System.setOut(discarding());
        System.setErr(discarding());
        System.exit(0);
    }

    static PrintStream discarding() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** Returns whether a stop was requested. A boot that it interrupts has not failed. */
    static boolean stopping() {
        return stopping;
    }
}
