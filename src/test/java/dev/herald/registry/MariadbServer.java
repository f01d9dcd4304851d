package dev.herald.registry;

import dev.herald.Commands;
import dev.herald.Folders;
import dev.herald.FreePorts;
import dev.herald.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A MariaDB of the tests' own, from Debian; one for all tests of a process, which stops it. Commits do not wait for the disk, which may
 * be busy for longer than a request waits; the server is never killed.
 */
public final class MariadbServer implements DatabaseServer {

    private static final String REMEDY = "apt-get install mariadb-server";

    private static final String USER = "herald";
    private static final String PASSWORD = "the password, of Herald\"s own user";

    private static MariadbServer running;

    private final Process process;
    private final int port;

    private MariadbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The server, started if it is not running. */
    public static synchronized MariadbServer running() {
        Path install = Requires.program("mariadb-install-db", REMEDY);
        Requires.require(Files.isExecutable(Path.of("/usr/sbin/mariadbd")), "needs mariadbd; get it with: " + REMEDY);
        if (running == null) {
            try {
                running = start(install);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private static MariadbServer start(Path install) throws IOException {
        Path folder = Files.createTempDirectory("herald-mariadb");
        Path data = folder.resolve("data");
        Commands.run(new ProcessBuilder(
                install.toString(),
                "--no-defaults",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--datadir=" + data));
        int port = FreePorts.next();
        Process process = new ProcessBuilder(
                        "/usr/sbin/mariadbd",
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--skip-name-resolve",
                        "--innodb-flush-log-at-trx-commit=2")
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.destroyForcibly().onExit().join();
            delete(folder);
        }));
        awaitReady(process);
        return new MariadbServer(process, port);
    }

    private static void awaitReady(Process process) throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("ready for connections")) {
                drain(log);
                return;
            }
        }
        throw new IllegalStateException("mariadbd ended:\n" + said);
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader log) {
        Thread reader = new Thread(() -> log.lines().forEach(line -> {}), "mariadb-log");
        reader.setDaemon(true);
        reader.start();
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's own number. */
    public long pid() {
        return process.pid();
    }

    @Override
    public RegistrySettings fresh() {
        String name = USER + COUNT.incrementAndGet();
        RegistrySettings server = DatabaseServer.settings("jdbc:mariadb://127.0.0.1:" + port + "/", "root", "");
        try (Connection connection = DatabaseServer.connected(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create user if not exists " + USER + " identified by '" + PASSWORD + "'");
            statement.execute("create database " + name);
            statement.execute("grant all on " + name + ".* to " + USER);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseServer.settings(server.url() + name, USER, PASSWORD);
    }
}
