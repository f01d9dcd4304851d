package dev.herald.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the jar for {@code mvn -Prun}, inside Maven's own process: the console is the jar's, a stop of Maven stops it, and its
 * exit code becomes Maven's. Maven alone would leave the jar running after SIGTERM and end with 130 after Ctrl-C.
 */
public final class MavenRunner {

    private MavenRunner() {}

    /** Takes the file of JVM options and the jar; returns or exits when the jar has ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Process herald = new ProcessBuilder(command(arguments[0], arguments[1]))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(herald), "stop Herald"));
        int code = herald.waitFor();
        if (code != 0) {
            System.exit(code);
        }
    }

    private static List<String> command(String options, String jar) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + options);
        // A JDK that was built without this collector would refuse to start.
        command.add("-XX:-UseShenandoahGC");
        command.add("-D" + Launcher.PARENT + "=" + ProcessHandle.current().pid());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("herald.") && !name.startsWith("herald.test."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("-jar");
        command.add(jar);
        return command;
    }

    private static void stop(Process herald) {
        herald.destroy();
        try {
            int code = herald.waitFor();
            System.out.flush();
            Runtime.getRuntime().halt(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
