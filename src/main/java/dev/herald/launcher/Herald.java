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

    /** Answers the command line or starts Herald; the launcher's code is in the WAR inside the jar. */
    public static void main(String[] arguments) throws IOException {
        String version = String.valueOf(Herald.class.getPackage().getImplementationVersion());
        OptionalInt exitCode = CommandLine.answer(List.of(arguments), version);
        if (exitCode.isPresent()) {
            System.exit(exitCode.getAsInt());
        }
        endWhenTheHeapIsExhausted();
        // Before any class of the network is loaded: the container's own default is to do without IPv6.
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

    /** As {@code -XX:+ExitOnOutOfMemoryError} does, which no manifest can ask for and no running JVM can be told. */
    private static void endWhenTheHeapIsExhausted() {
        OutOfMemory.endProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            OutOfMemory.check(fault);
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            fault.printStackTrace();
        });
    }

    private static ClassLoader war() throws IOException {
        return WarClassLoader.of(Herald.class.getResourceAsStream("/herald.war"), Herald.class.getClassLoader());
    }
}
