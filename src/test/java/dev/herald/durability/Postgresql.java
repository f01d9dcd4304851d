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

/** A PostgreSQL that a test stops, freezes, and starts again on the same data and port. */
final class Postgresql implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path data;
    private final int port;
    private Optional<EmbeddedPostgres> running = Optional.empty();
    private List<String> frozen = List.of();

    /** One that does not run yet, and has no data. */
    Postgresql(Path data) {
        this.data = data;
        port = FreePorts.next();
    }

    void start() throws IOException {
        running = Optional.of(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .start());
    }

    /** Whatever was done to it, it answers again. */
    void restore() throws IOException {
        thaw();
        if (running.isEmpty()) {
            start();
        }
    }

    /** Ends its processes in good order, whoever is connected. */
    void stop() throws IOException {
        if (running.isPresent()) {
            running.get().close();
            running = Optional.empty();
        }
    }

    /** From now on it accepts connections and says nothing on any. */
    void freeze() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        // First and once more at the end, as it is woken last: it makes more of them, and buries those that have ended.
        signal("-STOP", List.of(Long.toString(postmaster)));
        frozen = Stream.concat(
                        ProcessHandle.of(postmaster).orElseThrow().descendants().map(ProcessHandle::pid),
                        Stream.of(postmaster))
                .map(Object::toString)
                .toList();
        signal("-STOP", frozen);
    }

    void thaw() throws IOException {
        if (!frozen.isEmpty()) {
            signal("-CONT", frozen);
            frozen = List.of();
        }
    }

    private static void signal(String name, List<String> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", name));
        command.addAll(processes);
        if (new ProcessBuilder(command).start().onExit().join().exitValue() != 0) {
            throw new IOException("failed: " + command);
        }
    }

    /** Herald's settings for it, with something in the URL that nobody shall see. */
    Map<String, String> settings() {
        return Map.of(
                "HERALD_DATABASE_URL", shownUrl() + "?password=hidden",
                "HERALD_DATABASE_USER", "postgres",
                "HERALD_DATABASE_PASSWORD", "hidden");
    }

    /** The part of its URL that logs may show. */
    String shownUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** How often the database says that a torrent was downloaded. */
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
        thaw();
        stop();
    }
}
