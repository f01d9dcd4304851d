package dev.herald.durability;

import dev.herald.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server that a test can stop, suspend and restart with the same data and port. */
final class Postgresql implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Path data;
    private final int port;
    private Optional<EmbeddedPostgres> running = Optional.empty();
    private List<String> suspended = List.of();

    /** Does not start the server; {@code data} is a directory that does not exist yet. */
    Postgresql(Path data) {
        this.data = data;
        port = FreePorts.next();
    }

    void start() throws IOException {
        running = Optional.of(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(TIMEOUT)
                .start());
    }

    /** Resumes or starts the server, if necessary. */
    void restore() throws IOException {
        resume();
        if (running.isEmpty()) {
            start();
        }
    }

    /** Shuts the server down, even if clients are connected. */
    void stop() throws IOException {
        if (running.isPresent()) {
            running.get().close();
            running = Optional.empty();
        }
    }

    /** Suspends all processes: the kernel still accepts connections, but nothing responds. */
    void suspend() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        // Stop the postmaster before its children are listed, because it forks and reaps them. It is last in the list,
        // too, so
        // that resume() continues it last.
        signal("-STOP", List.of(Long.toString(postmaster)));
        suspended = Stream.concat(
                        ProcessHandle.of(postmaster).orElseThrow().descendants().map(ProcessHandle::pid),
                        Stream.of(postmaster))
                .map(Object::toString)
                .toList();
        signal("-STOP", suspended);
    }

    void resume() throws IOException {
        if (!suspended.isEmpty()) {
            signal("-CONT", suspended);
            suspended = List.of();
        }
    }

    private static void signal(String name, List<String> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", name));
        command.addAll(processes);
        if (new ProcessBuilder(command).start().onExit().join().exitValue() != 0) {
            throw new IOException("failed: " + command);
        }
    }

    /** Herald's settings for this database. The password in the URL must never be logged. */
    Map<String, String> settings() {
        return Map.of(
                "HERALD_DATABASE_URL", shownUrl() + "?password=hidden",
                "HERALD_DATABASE_USER", "postgres",
                "HERALD_DATABASE_PASSWORD", "hidden");
    }

    /** The URL without the password, as it is logged. */
    String shownUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The download total of a torrent in the database. */
    long total(String hash) {
        try (Connection connection = DriverManager.getConnection(shownUrl(), "postgres", "");
                PreparedStatement select =
                        connection.prepareStatement("select completed from download_totals where info_hash = ?")) {
            select.setString(1, hash);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        resume();
        stop();
    }
}
