package dev.herald.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the jar for {@code mvn -Prun} from within Maven's process: passes the console on, stops the jar when Maven stops, and exits with its
 * exit code. Maven itself would leave the jar running after SIGTERM and exit with 130 after Ctrl-C.
 */
public final class MavenRunner {

    private MavenRunner() {}

    /** Takes the paths of the JVM options file and the jar. Returns or exits when the jar has exited. */
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
        // A JDK built without this collector would refuse to start with the option that enables it.
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
