package dev.herald.launcher;

import dev.herald.config.StartupSignals;
import dev.herald.metrics.OutOfMemory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.OptionalInt;

/** The main class of {@code herald.jar}. */
public final class Herald {

    private Herald() {}

    /** Processes the command line, then starts the launcher, whose classes are in the WAR inside the jar. */
    public static void main(String[] arguments) throws IOException {
        String version = String.valueOf(Herald.class.getPackage().getImplementationVersion());
        OptionalInt exitCode = CommandLine.answer(List.of(arguments), version);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        exitOnOutOfMemory();
        // Must be set before a network class is loaded. The container's default disables IPv6.
        System.setProperty("java.net.preferIPv4Stack", "false");
        System.setProperty(StartupSignals.VERSION, version);
        try {
            war().loadClass("dev.herald.launcher.Launcher").getMethod("main").invoke(null);
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            OutOfMemory.check(cause);
            throw new IllegalStateException("the launcher failed", cause);
        }
    }

    /** Like {@code -XX:+ExitOnOutOfMemoryError}, which neither the manifest nor a running JVM can set. */
    private static void exitOnOutOfMemory() {
        OutOfMemory.endProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> {
            OutOfMemory.check(exception);
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            exception.printStackTrace();
        });
    }

    private static ClassLoader war() throws IOException {
        return WarClassLoader.of(Herald.class.getResourceAsStream("/herald.war"), Herald.class.getClassLoader());
    }
}
