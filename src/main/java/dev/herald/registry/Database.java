package dev.herald.registry;

import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** Opens connections to the configured database: with short time-outs for requests, with long ones for bulk work. */
public final class Database implements AutoCloseable {

    private static final String H2_SERVERS = "jdbc:h2:(tcp|ssl):.*";

    /**
     * Options that are added to the URL of an embedded H2 unless the URL has them. Neither the shutdown hook of H2, which is not
     * allowed with AUTO_SERVER, nor the last connection closes the database. WRITE_DELAY=0 writes a commit to the file before
     * it is acknowledged; H2 then compacts the file only when it is closed, for which it gets 2 s. Errors are thrown and not
     * written to trace files.
     */
    private static final List<String> H2_OPTIONS = List.of(
            "DB_CLOSE_ON_EXIT=FALSE",
            "DB_CLOSE_DELAY=-1",
            "WRITE_DELAY=0",
            "MAX_COMPACT_TIME=2000",
            "TRACE_LEVEL_FILE=0",
            "TRACE_LEVEL_SYSTEM_OUT=0");

    /** The size of the header of an H2 file; a file that is not larger has no data. */
    private static final int H2_HEADER_BYTES = 8192;

    /** With less space in bytes, a change may fail. */
    private static final int MIN_SPACE = 64 * 1024;

    private static final int CONNECT_SECONDS = 1;
    private static final int REQUEST_MILLIS = 1200;
    private static final int POOLED_BULK_MILLIS = 15_000;
    private static final int BULK_MILLIS = 60_000;
    private static final int FETCH = 5000;

    private final RegistrySettings settings;
    private final Vendor vendor;
    private final boolean embedded;
    private final String url;

    /** Work with a connection. */
    interface SqlWork<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work with the current row of a result. */
    interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }

    /** The database of {@code settings}; without a URL an H2 file in {@code dataDir}. */
    public Database(RegistrySettings settings, Path dataDir) {
        this.settings = settings;
        String configured = settings.url().isEmpty()
                ? "jdbc:h2:file:" + dataDir.toAbsolutePath().normalize().resolve("herald")
                : settings.url();
        this.vendor = Vendor.of(configured);
        this.embedded = vendor == Vendor.H2 && !configured.matches(H2_SERVERS);
        this.url = embedded ? withOptions(configured) : configured;
    }

    private static String withOptions(String url) {
        String upperCase = url.toUpperCase(Locale.ROOT);
        return H2_OPTIONS.stream()
                .filter(option -> !upperCase.contains(";" + option.substring(0, option.indexOf('=') + 1)))
                .filter(option -> !(option.startsWith("DB_CLOSE_ON_EXIT") && upperCase.contains(";AUTO_SERVER=TRUE")))
                .collect(Collectors.joining(";", url + ";", ""));
    }

    public Vendor vendor() {
        return vendor;
    }

    /** The URL without credentials and parameters, which may be secret. */
    public String shownUrl() {
        return url.replaceAll("//[^/@]*@", "//").replaceAll("[?;].*", "");
    }

    /** Opens a connection whose reads time out after little more than a second. */
    public Connection connect() throws SQLException {
        return open(REQUEST_MILLIS);
    }

    /** Opens a connection whose reads time out after a minute. */
    public Connection connectForBulk() throws SQLException {
        return open(BULK_MILLIS);
    }

    private Connection open(int millis) throws SQLException {
        Properties properties = credentials();
        String target = url;
        switch (vendor) {
            case H2 -> {}
            case POSTGRESQL -> {
                properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
                properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
                properties.setProperty("ApplicationName", "herald");
                properties.setProperty("reWriteBatchedInserts", "true");
                properties.setProperty("tcpKeepAlive", "true");
            }
            case MYSQL -> {
                properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS * 1000));
                properties.setProperty("socketTimeout", Integer.toString(millis));
                properties.setProperty("useBulkStmts", "true");
                target = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
            }
        }
        Connection connection = driver().connect(target, properties);
        if (vendor != Vendor.H2) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
        return embedded ? CheckedConnection.of(connection) : connection;
    }

    private Properties credentials() {
        Properties properties = new Properties();
        // The default file is protected by its permissions; its user was fixed when it was created.
        properties.setProperty("user", settings.url().isEmpty() ? "herald" : settings.user());
        properties.setProperty("password", settings.url().isEmpty() ? "" : settings.currentPassword());
        return properties;
    }

    /**
     * Opens the file of an embedded H2 read-only. Opened for writing, H2 would create a new database in a file in which it finds
     * none, and overwrite data that could still be recovered.
     *
     * @throws SQLException if the file is damaged; {@link DatabaseErrors#isDamaged} is then true
     */
    public void checkFile() throws SQLException {
        String options = ";" + String.join(";", H2_OPTIONS);
        // With other options it might not be the same database, or stay open.
        boolean defaultOptions = url.indexOf(';') == url.length() - options.length() && url.endsWith(options);
        if (!defaultOptions
                || file().map(file -> new File(file + ".mv.db").length()).orElse(0L) <= H2_HEADER_BYTES) {
            return;
        }
        String readOnly = url.replace(options, ";TRACE_LEVEL_FILE=0;ACCESS_MODE_DATA=r");
        try (Connection connection = driver().connect(readOnly, credentials());
                Statement statement = connection.createStatement()) {
            // Closing the last connection would leave the database open, and read-only.
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            if (e.getErrorCode() == DatabaseErrors.H2_READ_ONLY) {
                throw new SQLException("no data is found in it", e.getSQLState(), DatabaseErrors.H2_CORRUPTED);
            }
            if (DatabaseErrors.isDamaged(e)) {
                throw e;
            }
        }
    }

    /**
     * Checks the disk of an embedded H2, which answers queries even if it cannot write.
     *
     * @throws RegistryUnavailableException if there is too little space for a change
     */
    void checkSpace() {
        if (isFull()) {
            throw new RegistryUnavailableException("no space is left on the disk of the database " + shownUrl());
        }
    }

    private boolean isFull() {
        return file().map(file -> file.getAbsoluteFile().getParentFile())
                .filter(File::isDirectory)
                .filter(folder -> folder.getUsableSpace() < MIN_SPACE)
                .isPresent();
    }

    /**
     * Maps an exception to one with a message of one line. Adds that the disk of an embedded H2 is full, because H2 reports that only to
     * the first change that fails, and the container drops it from a failed commit.
     */
    public RegistryUnavailableException failure(Throwable cause) {
        RegistryUnavailableException failure = DatabaseErrors.of(cause);
        return isFull() && !failure.getMessage().contains(DatabaseErrors.NO_SPACE)
                ? new RegistryUnavailableException(failure.getMessage() + ": " + DatabaseErrors.NO_SPACE, cause)
                : failure;
    }

    /** The exception to throw for {@code failure}: a new one if it comes from the database, otherwise itself. */
    public RuntimeException translated(RuntimeException failure) {
        return DatabaseErrors.isOfDatabase(failure) ? failure(failure) : failure;
    }

    /** The file of an embedded H2 without its extension; empty for servers and H2 in memory. */
    private Optional<File> file() {
        String path = shownUrl().replaceFirst("^jdbc:h2:(file:)?", "");
        return embedded && !path.matches("[a-z]{2,}:.*")
                ? Optional.of(new File(path.replaceFirst("^~", System.getProperty("user.home"))))
                : Optional.empty();
    }

    /** Loads the driver by class name: {@code DriverManager} hides it from the pool, which another class loader has loaded. */
    private Driver driver() throws SQLException {
        try {
            return Class.forName(vendor.driver(), true, Database.class.getClassLoader())
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("no driver for " + shownUrl(), e);
        }
    }

    /**
     * Passes the rows of {@code query} to {@code action} one at a time, over a new connection for bulk work.
     *
     * @return the number of rows
     * @throws RegistryUnavailableException if the database fails; some rows may have been passed
     */
    long stream(String query, RowAction action) {
        try (Connection connection = connectForBulk()) {
            // With auto-commit PostgreSQL would send all rows at once.
            connection.setAutoCommit(false);
            long count = stream(connection, query, action);
            connection.rollback();
            return count;
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }

    /** Does the same over the connection of a transaction. */
    long stream(Connection connection, String query, RowAction action) {
        setLazyQueryExecution(connection, true);
        try (PreparedStatement select =
                connection.prepareStatement(query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            select.setFetchSize(FETCH);
            long count = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    action.accept(rows);
                    count++;
                }
            }
            return count;
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        } finally {
            setLazyQueryExecution(connection, false);
        }
    }

    /**
     * Runs {@code work} with the time-out of bulk work on a connection of the pool: on a busy machine a thousand rows take
     * longer than the time-out of a request.
     */
    static <T> T withBulkTimeout(Connection connection, SqlWork<T> work) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, POOLED_BULK_MILLIS);
            T result = work.run(connection);
            connection.setNetworkTimeout(Runnable::run, before);
            return result;
        } catch (SQLException e) {
            // Does not restore the time-out: the transaction fails, and the pool checks the connection before it is
            // reused.
            throw DatabaseErrors.of(e);
        }
    }

    /** Closes and compacts an embedded H2; does nothing to a server. */
    @Override
    public void close() {
        if (embedded) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("shutdown");
            } catch (SQLException e) {
                System.getLogger(Database.class.getName()).log(Level.DEBUG, "H2 is not closed", e);
            }
        }
    }

    /** Makes H2 return rows while it reads them; otherwise it writes a large result to its disk first. */
    private void setLazyQueryExecution(Connection connection, boolean lazy) {
        if (vendor == Vendor.H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lazy_query_execution " + lazy);
            } catch (SQLException e) {
                throw DatabaseErrors.of(e);
            }
        }
    }
}
