package dev.herald.launcher;

import java.lang.reflect.Proxy;

/**
 * Makes SIGTERM and SIGINT end the process with exit code 0: a stop that was asked for is no failure. The JDK has no supported
 * interface for that, so where its unsupported one is missing the codes stay 143 and 130.
 */
final class StopSignals {

    private StopSignals() {}

    static void exitCleanly() {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object exit = Proxy.newProxyInstance(
                        StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                // Runs the container's shutdown hook.
                                System.exit(0);
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
}
