package dev.herald.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of the tests' own, from Maven Central; one for all tests of a process, which ends it. */
public final class PostgresqlServer implements DatabaseServer {

    private static PostgresqlServer running;

    private final EmbeddedPostgres server;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server, started if it is not running. */
    public static synchronized PostgresqlServer running() {
        if (running == null) {
            try {
                running = new PostgresqlServer(EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("max_connections", "50")
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    @Override
    public RegistrySettings fresh() {
        String name = "herald" + COUNT.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return DatabaseServer.settings(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "postgres");
    }
}
