package dev.herald.registry;

import dev.herald.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL of the tests' own, from Maven Central; one for all tests of a process, which stops it. All users but its
 * superuser need a password. Commits do not wait for the disk, which may be busy for longer than a request waits; the server is never
 * killed.
 */
public final class PostgresqlServer implements DatabaseServer {

    private static final String USER = "herald";
    private static final String PASSWORD = "the password, of Herald's own user";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private static PostgresqlServer running;

    private final EmbeddedPostgres server;

    private PostgresqlServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server, started if it is not running. */
    public static synchronized PostgresqlServer running() {
        if (running == null) {
            try {
                PostgresqlServer started = new PostgresqlServer(EmbeddedPostgres.builder()
                        .setPort(FreePorts.next())
                        .setPGStartupWait(LONGEST_START)
                        .setServerConfig("fsync", "off")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("max_connections", "50")
                        .start());
                started.wantPasswords();
                running = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    private void wantPasswords() throws IOException {
        run("create role " + USER + " login password '" + PASSWORD.replace("'", "''") + "'");
        Path rules = Path.of(ask("show hba_file"));
        Files.writeString(rules, "host all " + USER + " all scram-sha-256\n" + Files.readString(rules));
        run("select pg_reload_conf()");
    }

    @Override
    public RegistrySettings fresh() {
        String name = USER + COUNT.incrementAndGet();
        run("create database " + name + " owner " + USER);
        RegistrySettings settings =
                DatabaseServer.settings("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, USER, PASSWORD);
        try {
            DatabaseServer.connected(settings).close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return settings;
    }

    /** Limits the connections to a database; -1 for no limit. */
    public void limitConnections(RegistrySettings database, int most) {
        run("alter database " + name(database) + " connection limit " + most);
    }

    /** The number of client connections to a database. */
    public int connections(RegistrySettings database) {
        return Integer.parseInt(ask("select count(*) from pg_stat_activity where backend_type = 'client backend'"
                + " and datname = '" + name(database) + "'"));
    }

    private static String name(RegistrySettings database) {
        return database.url().replaceFirst(".*/", "");
    }

    private void run(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
