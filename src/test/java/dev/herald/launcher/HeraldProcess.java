package dev.herald.launcher;

import dev.herald.ServerLogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that runs the packaged jar in a directory of its own, without the HERALD_... variables of the test's environment.
 * One that hangs is killed after a while, so that reading its output always ends.
 */
public final class HeraldProcess implements AutoCloseable {

    /** Settings with free ports of the loopback addresses of both families, and URLs that do not depend on the machine. */
    public static final Map<String, String> FREE_PORTS = Map.of(
            "HERALD_PUBLIC_HOST", "127.0.0.1",
            "HERALD_UDP_BIND", "127.0.0.1:0,[::1]:0",
            "HERALD_HTTP_NETTY_BIND", "127.0.0.1:0,[::1]:0",
            "HERALD_HTTP_JAXRS_BIND", "[::]:0",
            "HERALD_ADMIN_BIND", "127.0.0.1:0");

    /**
     * JVM options for tests of behaviour. Tests of the start or the speed run without them.
     */
    public static final String COMPILED_ONCE =
            "@" + HeraldProcess.class.getResource("/test-server.options").getPath();

    /** The announce URL of the HTTP frontend in the container, in the banner. */
    public static final String JAXRS_URL = "(https?://\\S+/announce)  \\(for a reverse proxy\\)";

    /** The announce URL of the Netty HTTP frontend at an IPv4 address, in the banner. */
    public static final String NETTY_URL = "(http://127\\S+/announce)\n";

    private static final long LONGEST_SECONDS = 900;
    private static final String LAST_LINE = "  settings ";

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private HeraldProcess(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /** {@code java -jar herald.jar} with these options before it, on the JDK that runs the test. */
    public static HeraldProcess start(Path folder, Map<String, String> environment, String... options)
            throws IOException {
        return run(folder, environment, jarCommand(Path.of(System.getProperty("java.home")), options));
    }

    public static List<String> jarCommand(Path jdk, String... options) {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    public static Path jar() {
        return Path.of(System.getProperty("herald.jar"));
    }

    public static HeraldProcess run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        return run(folder, environment, command, LONGEST_SECONDS);
    }

    /** For one that serves many tests: it is killed after {@code longestSeconds} only. */
    public static HeraldProcess run(
            Path folder, Map<String, String> environment, List<String> command, long longestSeconds)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HERALD_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        ServerLogs.Log log = ServerLogs.start(builder);
        Thread guard = new Thread(() -> endIfItHangs(log.process(), longestSeconds));
        guard.setDaemon(true);
        guard.start();
        return new HeraldProcess(log.process(), log.file());
    }

    /** The banner that is printed after the start; shorter if the process ends before. */
    public String block() throws IOException {
        StringBuilder block = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            block.append(line).append('\n');
            if (line.startsWith(LAST_LINE)) {
                break;
            }
        }
        return block.toString();
    }

    /** The first group of the first match in a block; fails if there is none. */
    public static String find(String block, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(block);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in: " + block);
        }
        return matcher.group(1);
    }

    /** All that was written to standard error. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for the end; what is still unread of the output is returned by {@link #block}. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Whether it ends in that time. */
    public boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void endIfItHangs(Process process, long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
