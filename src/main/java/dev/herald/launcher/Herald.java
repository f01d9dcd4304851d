package dev.herald.launcher;

import dev.herald.app.StartSignals;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** The main class of {@code herald.jar}. */
public final class Herald {

    private Herald() {}

    /** Starts Herald, which takes no arguments; the launcher's code lies in the WAR inside the jar. */
    public static void main(String[] arguments) throws IOException {
        // Before any class of the network is loaded: the container's own default is to do without IPv6.
        System.setProperty("java.net.preferIPv4Stack", "false");
        System.setProperty(
                StartSignals.VERSION, String.valueOf(Herald.class.getPackage().getImplementationVersion()));
        try {
            war().loadClass("dev.herald.launcher.Launch")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalStateException("the launcher failed", cause);
        }
    }

    private static ClassLoader war() throws IOException {
        return WarClasses.of(Herald.class.getResourceAsStream("/herald.war"), Herald.class.getClassLoader());
    }
}
