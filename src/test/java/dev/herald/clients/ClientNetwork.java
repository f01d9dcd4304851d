package dev.herald.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.herald.Commands;
import dev.herald.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An isolated network in which the tracker and the clients are hosts with their own addresses. It has no route from or to
 * the outside.
 *
 * <p>It consists of Linux mount, network and PID namespaces under one init process. Nothing in it can outlive the test,
 * even if the test JVM is killed: the init process exits when the pipe to its standard input is closed, and the kernel
 * then ends every process and removes every network device of the namespaces. Host names need not be unique across
 * networks.
 */
final class ClientNetwork implements AutoCloseable {

    private static final int MAX_HOST = 254;
    private static final long TIMEOUT_SECONDS = 60;

    private final Process init;
    private final long firstProcess;
    private final AtomicInteger hosts = new AtomicInteger(1);

    private ClientNetwork(Process init, long firstProcess) {
        this.init = init;
        this.firstProcess = firstProcess;
    }

    /** Skips the calling test where namespaces cannot be created. Many containers forbid it even to root. */
    static void require() throws IOException, InterruptedException {
        Requires.root("network namespaces");
        Requires.program("ip", "apt-get install iproute2");
        Requires.program("unshare", "apt-get install util-linux");
        Requires.program("nsenter", "apt-get install util-linux");
        Requires.ipv6();
        int exitCode = new ProcessBuilder("unshare", "-m", "-n", "-p", "-f", "--propagation", "private", "true")
                .start()
                .waitFor();
        Requires.require(exitCode == 0, "needs namespaces; get them by running where CAP_SYS_ADMIN is granted");
    }

    static ClientNetwork open() throws IOException {
        Process init = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "-n",
                        "-p",
                        "-f",
                        "--kill-child",
                        "--propagation",
                        "private",
                        "sh",
                        Resources.file("arena.sh").toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = init.inputReader(UTF_8);
        String line = output.readLine();
        if (!"ready".equals(line)) {
            init.destroyForcibly();
            throw new IOException("no network for the clients: " + line);
        }
        return new ClientNetwork(init, init.children().findFirst().orElseThrow().pid());
    }

    /** The host at 10.77.0.1 and fd77::1. */
    Host tracker() {
        return new Host(this, "tracker", "10.77.0.1", "fd77::1");
    }

    /** Creates a new host. */
    Host newHost() throws IOException {
        int number = hosts.incrementAndGet();
        if (number > MAX_HOST) {
            throw new IOException("10.77.0.0/24 has no more addresses");
        }
        Commands.run(enter(List.of("sh", Resources.file("host.sh").toString(), Integer.toString(number))));
        return new Host(this, "host" + number, "10.77.0." + number, "fd77::" + number);
    }

    /** A builder for a command in the namespaces, but not on a host. The command runs as a child of the process that is started. */
    ProcessBuilder enter(List<String> command) {
        List<String> line =
                new ArrayList<>(List.of("nsenter", "-t", Long.toString(firstProcess), "-m", "-n", "-p", "--"));
        line.addAll(command);
        return new ProcessBuilder(line).directory(Path.of("/").toFile());
    }

    /** Ends all processes in the network. */
    @Override
    public void close() throws IOException {
        init.getOutputStream().close();
        init.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }
}
