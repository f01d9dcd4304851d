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
 * A network of its own in which the tracker and the clients are hosts with their own addresses, unreachable from outside
 * and without a way out.
 *
 * <p>Made of Linux namespaces for mounts, network and processes under one keeper process, so nothing of it can outlive
 * the test, not even one that was killed: the keeper ends with the pipe to its input, and its end is the end of every
 * process and every network device inside. Names need not be unique, because other arenas cannot see them.
 */
final class Arena implements AutoCloseable {

    private static final int LAST_HOST = 254;
    private static final long PATIENCE_SECONDS = 60;

    private final Process keeper;
    private final long firstProcess;
    private final AtomicInteger hosts = new AtomicInteger(1);

    private Arena(Process keeper, long firstProcess) {
        this.keeper = keeper;
        this.firstProcess = firstProcess;
    }

    /** Skips the calling test where no arena can be made; even root may not in many a container. */
    static void require() throws IOException, InterruptedException {
        Requires.root("network namespaces");
        Requires.program("ip", "apt-get install iproute2");
        Requires.program("unshare", "apt-get install util-linux");
        Requires.program("nsenter", "apt-get install util-linux");
        Requires.ipv6();
        int refused = new ProcessBuilder("unshare", "-m", "-n", "-p", "-f", "--propagation", "private", "true")
                .start()
                .waitFor();
        Requires.require(refused == 0, "needs namespaces; get them by running where CAP_SYS_ADMIN is granted");
    }

    static Arena open() throws IOException {
        Process keeper = new ProcessBuilder(
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
        BufferedReader says = keeper.inputReader(UTF_8);
        String line = says.readLine();
        if (!"ready".equals(line)) {
            keeper.destroyForcibly();
            throw new IOException("no network for the clients: " + line);
        }
        return new Arena(keeper, keeper.children().findFirst().orElseThrow().pid());
    }

    /** The host at 10.77.0.1 and fd77::1. */
    Host tracker() {
        return new Host(this, "tracker", "10.77.0.1", "fd77::1");
    }

    /** A host that nobody has used before. */
    Host newHost() throws IOException {
        int number = hosts.incrementAndGet();
        if (number > LAST_HOST) {
            throw new IOException("10.77.0.0/24 has no more addresses");
        }
        Commands.run(enter(List.of("sh", Resources.file("host.sh").toString(), Integer.toString(number))));
        return new Host(this, "host" + number, "10.77.0." + number, "fd77::" + number);
    }

    /** A command inside the arena, not yet on one of its hosts. It runs as a child of the process that is started. */
    ProcessBuilder enter(List<String> command) {
        List<String> line =
                new ArrayList<>(List.of("nsenter", "-t", Long.toString(firstProcess), "-m", "-n", "-p", "--"));
        line.addAll(command);
        return new ProcessBuilder(line).directory(Path.of("/").toFile());
    }

    /** Ends everything that runs inside. */
    @Override
    public void close() throws IOException {
        keeper.getOutputStream().close();
        keeper.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
