package dev.herald.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/**
 * Makes SIGTERM and SIGINT end the process with exit code 0: a stop that was asked for is no failure. The JDK has no supported
 * interface for that, so where its unsupported one is missing the codes stay 143 and 130.
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

    /** Ends the process by way of the container's shutdown hook. */
    static void stop() {
        stopping = true;
        // The container logs through a handler of its own. Ours has its stream already.
        System.setOut(nowhere());
        System.setErr(nowhere());
        System.exit(0);
    }

    /** Where the container may print what it forgot to log. */
    static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** Whether a stop was asked for; a boot that it interrupts has not failed. */
    static boolean stopping() {
        return stopping;
    }
}
