package dev.herald.benchmark;

import dev.herald.launcher.HeraldProcess;
import dev.herald.udp.transport.Echo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A process that answers.
 *
 * @param name for people
 * @param pid by which its processor time is asked for
 * @param ports on 127.0.0.1, by the scheme of their URLs
 * @param end ends it
 */
record Contender(String name, long pid, Map<String, Integer> ports, Runnable end) implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    private static final String QUIET = "-Dslf4j.internal.verbosity=ERROR";
    private static final long LONGEST_SECONDS = 900;
    private static final int NANOS_A_MICRO = 1000;

    /** Those that are announced to; the container's comes before that of Netty, which counts. */
    private static final Pattern ANNOUNCE = Pattern.compile("(\\w+)://127\\S+:(\\d+)/announce");

    /** The packaged jar with one event loop a frontend, on the JDK of this process, with its data in that folder. */
    static Contender herald(Placement placement, Path folder, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(HeraldProcess.FREE_PORTS);
        settings.put("HERALD_UDP_BIND", "127.0.0.1:0");
        settings.put("HERALD_HTTP_NETTY_BIND", "127.0.0.1:0");
        settings.put("HERALD_UDP_THREADS", "1");
        settings.put("HERALD_HTTP_NETTY_THREADS", "1");
        settings.putAll(more);
        List<String> command = HeraldProcess.jarCommand(JAVA);
        HeraldProcess process = HeraldProcess.run(folder, settings, placement.command(command), LONGEST_SECONDS);
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

    /** The mark, whose answers have so many bytes, on the same JDK. */
    static Contender echo(Placement placement, int bytes) throws IOException {
        List<String> command = List.of(
                JAVA.resolve("bin/java").toString(),
                NATIVE,
                QUIET,
                "-cp",
                System.getProperty("java.class.path"),
                Echo.class.getName(),
                Integer.toString(bytes));
        Process process = new ProcessBuilder(placement.command(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = String.valueOf(output.readLine());
        if (!line.startsWith(Echo.UP)) {
            process.destroyForcibly();
            throw new IOException("the echo did not start: " + line);
        }
        Map<String, Integer> ports = Map.of("udp", Integer.valueOf(line.substring(Echo.UP.length())));
        return started("echo", process.pid(), ports, process::destroyForcibly);
    }

    /** It also ends with this process, whoever ends that. */
    static Contender started(String name, long pid, Map<String, Integer> ports, Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end));
        return new Contender(name, pid, ports, end);
    }

    /** Where it is asked by URLs of that scheme. */
    int port(String scheme) {
        return ports.get(scheme);
    }

    /** Processor time of all its threads since it was started, in microseconds and of the kernel's resolution, mostly 10 ms. */
    long processorMicros() {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow(() -> new IllegalStateException(name + " is gone"))
                        .toNanos()
                / NANOS_A_MICRO;
    }

    @Override
    public void close() {
        end.run();
    }
}
