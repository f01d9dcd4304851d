package dev.herald.benchmark;

import dev.herald.launcher.HeraldProcess;
import dev.herald.udp.transport.EchoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A server process that is measured.
 *
 * @param name for the output
 * @param pid process id, for the CPU time
 * @param ports ports on 127.0.0.1 by URL scheme
 * @param end terminates the process
 */
record ServerProcess(String name, long pid, Map<String, Integer> ports, Runnable end) implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    private static final String QUIET = "-Dslf4j.internal.verbosity=ERROR";
    private static final long KILL_AFTER_SECONDS = 900;
    private static final int NANOS_PER_MICRO = 1000;

    /** Announce URLs in the startup output, without that of the servlet container, which is followed by a remark. */
    private static final Pattern ANNOUNCE = Pattern.compile("(\\w+)://127\\S+:(\\d+)/announce\n");

    /** Starts the packaged jar with one event loop per frontend, on the JDK of this process, with its data in {@code folder}. */
    static ServerProcess herald(CpuAffinity affinity, Path folder, Map<String, String> moreSettings)
            throws IOException {
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put("HERALD_UDP_BIND", "127.0.0.1:0");
        settings.put("HERALD_HTTP_NETTY_BIND", "127.0.0.1:0");
        settings.put("HERALD_UDP_THREADS", "1");
        settings.put("HERALD_HTTP_NETTY_THREADS", "1");
        settings.putAll(moreSettings);
        List<String> command = HeraldProcess.jarCommand(JAVA);
        HeraldProcess process = HeraldProcess.run(folder, settings, affinity.command(command), KILL_AFTER_SECONDS);
        String block = process.block();
        Map<String, Integer> ports = new HashMap<>();
        ANNOUNCE.matcher(block).results().forEach(url -> ports.put(url.group(1), Integer.valueOf(url.group(2))));
        if (!ports.containsKey("udp")) {
            String errors = process.errors();
            process.close();
            throw new IOException("Herald did not start: " + block + errors);
        }
        return started("Herald", process.pid(), ports, process::close);
    }

    /** Starts the UDP baseline on the same JDK, with responses of {@code bytes} bytes. */
    static ServerProcess echo(CpuAffinity affinity, int bytes) throws IOException {
        List<String> command = List.of(
                JAVA.resolve("bin/java").toString(),
                NATIVE,
                QUIET,
                "-cp",
                System.getProperty("java.class.path"),
                EchoServer.class.getName(),
                Integer.toString(bytes));
        Process process = new ProcessBuilder(affinity.command(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = String.valueOf(output.readLine());
        if (!line.startsWith(EchoServer.STARTED_PREFIX)) {
            process.destroyForcibly();
            throw new IOException("the echo server did not start: " + line);
        }
        Map<String, Integer> ports = Map.of("udp", Integer.valueOf(line.substring(EchoServer.STARTED_PREFIX.length())));
        return started("echo", process.pid(), ports, process::destroyForcibly);
    }

    /** Registers a shutdown hook that terminates the process. */
    static ServerProcess started(String name, long pid, Map<String, Integer> ports, Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end));
        return new ServerProcess(name, pid, ports, end);
    }

    /** The port for URLs with {@code scheme}. */
    int port(String scheme) {
        return ports.get(scheme);
    }

    /** CPU time of the process since its start, in microseconds, with the resolution of the kernel, mostly 10 ms. */
    long cpuMicros() {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException(name + " has exited"))
                        .toNanos()
                / NANOS_PER_MICRO;
    }

    @Override
    public void close() {
        end.run();
    }
}
