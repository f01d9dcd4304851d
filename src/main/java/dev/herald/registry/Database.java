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

/** Opens connections to the database of the settings: for requests, which must not wait, and for bulk work, which may. */
public final class Database implements AutoCloseable {

    private static final String H2_SERVERS = "jdbc:h2:(tcp|ssl):.*";

    /**
     * What the URL of an H2 in our process is given unless it says otherwise. Neither the end of the virtual machine, which H2
     * refuses with AUTO_SERVER, nor that of the last connection closes it before we do. A commit is in the file before it is
     * acknowledged, and not half a second later. H2 does not tidy the file meanwhile, without a delay of writes, so it may take
     * 2 s for what an import has blown up when it is closed. What fails is thrown, and written nowhere else.
     */
    private static final List<String> H2_OPTIONS = List.of(
            "DB_CLOSE_ON_EXIT=FALSE",
            "DB_CLOSE_DELAY=-1",
            "WRITE_DELAY=0",
            "MAX_COMPACT_TIME=2000",
            "TRACE_LEVEL_FILE=0",
            "TRACE_LEVEL_SYSTEM_OUT=0");

    /** A file of H2 that is no longer has no data yet. */
    private static final int H2_HEAD_BYTES = 8192;

    /** With less than that a change may fail. */
    private static final int LEAST_SPACE = 64 * 1024;

    private static final int CONNECT_SECONDS = 1;
    private static final int REQUEST_MILLIS = 1200;
    private static final int BATCH_MILLIS = 15_000;
    private static final int BULK_MILLIS = 60_000;
    private static final int FETCH = 5000;

    private final RegistrySettings settings;
    private final Vendor vendor;
    private final boolean embedded;
    private final String url;

    /** Does something with a connection. */
    interface SqlWork<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Does something with a row. */
    interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }

    /** The database that {@code settings} name, or the one in {@code dataDir}. */
    public Database(RegistrySettings settings, Path dataDir) {
        this.settings = settings;
        String named = settings.url().isEmpty()
                ? "jdbc:h2:file:" + dataDir.toAbsolutePath().normalize().resolve("herald")
                : settings.url();
        this.vendor = Vendor.of(named);
        this.embedded = vendor == Vendor.H2 && !named.matches(H2_SERVERS);
        this.url = embedded ? withOptions(named) : named;
    }

    private static String withOptions(String url) {
        String own = url.toUpperCase(Locale.ROOT);
        return H2_OPTIONS.stream()
                .filter(option -> !own.contains(";" + option.substring(0, option.indexOf('=') + 1)))
                .filter(option -> !(option.startsWith("DB_CLOSE_ON_EXIT") && own.contains(";AUTO_SERVER=TRUE")))
                .collect(Collectors.joining(";", url + ";", ""));
    }

    /** What kind it is. */
    public Vendor vendor() {
        return vendor;
    }

    /** The URL without what could be a secret: credentials and parameters. */
    public String shownUrl() {
        return url.replaceAll("//[^/@]*@", "//").replaceAll("[?;].*", "");
    }

    /** A connection that gives up when it has waited for little more than a second for a word of the database. */
    public Connection connect() throws SQLException {
        return open(REQUEST_MILLIS);
    }

    /** A connection that may be busy for up to a minute at a time. */
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
        // The file of our own belongs to whoever may read it; its user was fixed when it was made.
        properties.setProperty("user", settings.url().isEmpty() ? "herald" : settings.user());
        properties.setProperty("password", settings.url().isEmpty() ? "" : settings.currentPassword());
        return properties;
    }

    /**
     * Opens the file of an H2 in our process for reading only. H2 would begin a new database in a file in which it finds none, and
     * overwrite what somebody may still be able to rescue.
     *
     * @throws SQLException if the file is damaged, so that {@link DatabaseErrors#isDamaged} is true
     */
    public void checkFile() throws SQLException {
        String options = ";" + String.join(";", H2_OPTIONS);
        // With options of the operator it might not be the same database, or stay open.
        boolean ours = url.indexOf(';') == url.length() - options.length() && url.endsWith(options);
        if (!ours || file().map(file -> new File(file + ".mv.db").length()).orElse(0L) <= H2_HEAD_BYTES) {
            return;
        }
        String readOnly = url.replace(options, ";TRACE_LEVEL_FILE=0;ACCESS_MODE_DATA=r");
        try (Connection connection = driver().connect(readOnly, credentials());
                Statement statement = connection.createStatement()) {
            // The file says that its database is to stay open, for reading only then.
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
     * Sees to the disk of an H2 in our process; an H2 that cannot write can still be read.
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
                .filter(folder -> folder.getUsableSpace() < LEAST_SPACE)
                .isPresent();
    }

    /**
     * The failure that {@code fault} is, in one line. Where the disk of an H2 in our process is full it says so: H2 tells the reason
     * to the first change that fails, and the container loses it on the way from a commit.
     */
    public RegistryUnavailableException failure(Throwable fault) {
        RegistryUnavailableException failure = DatabaseErrors.of(fault);
        return isFull() && !failure.getMessage().contains(DatabaseErrors.NO_SPACE)
                ? new RegistryUnavailableException(failure.getMessage() + ": " + DatabaseErrors.NO_SPACE, fault)
                : failure;
    }

    /** What to throw for {@code fault}: itself, unless it comes from below. */
    public RuntimeException translated(RuntimeException fault) {
        return DatabaseErrors.isOfDatabase(fault) ? failure(fault) : fault;
    }

    /** What H2 in our process has for a file, without the ending. */
    private Optional<File> file() {
        String path = shownUrl().replaceFirst("^jdbc:h2:(file:)?", "");
        return embedded && !path.matches("[a-z]{2,}:.*")
                ? Optional.of(new File(path.replaceFirst("^~", System.getProperty("user.home"))))
                : Optional.empty();
    }

    /** By its class, because the driver manager hides drivers from a pool that was not loaded by the application. */
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

    /** The most connections that may be open at a time. */
    int maxConnections() {
        return settings.maxConnections();
    }

    /**
     * Reads the rows of {@code query} one after the other over a connection of its own, which may be busy for long.
     *
     * @return the number of rows
     * @throws RegistryUnavailableException if that fails; some rows may have been handed out
     */
    long stream(String query, RowAction action) {
        try (Connection connection = connectForBulk()) {
            // Else PostgreSQL would send all rows at once.
            connection.setAutoCommit(false);
            long count = stream(connection, query, action);
            connection.rollback();
            return count;
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }

    /** The same over the connection of a transaction. In both ways nobody ever holds all the rows. */
    long stream(Connection connection, String query, RowAction action) {
        beLazy(connection, true);
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
            beLazy(connection, false);
        }
    }

    /**
     * Lets a connection of the pool be as slow as bulk work may, for {@code work}; a thousand rows take longer than a request
     * may wait, on a busy machine.
     */
    static <T> T patiently(Connection connection, SqlWork<T> work) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, BATCH_MILLIS);
            T result = work.run(connection);
            connection.setNetworkTimeout(Runnable::run, before);
            return result;
        } catch (SQLException e) {
            // The transaction fails, and a connection that has broken is found out before it is used again.
            throw DatabaseErrors.of(e);
        }
    }

    /** Closes and tidies an H2 in our process; other databases are not ours to close. */
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

    /** Else H2 would write a large result to its disk before the first row is seen. */
    private void beLazy(Connection connection, boolean lazy) {
        if (vendor == Vendor.H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lazy_query_execution " + lazy);
            } catch (SQLException e) {
                throw DatabaseErrors.of(e);
            }
        }
    }
}
