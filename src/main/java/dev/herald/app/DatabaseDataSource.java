package dev.herald.app;

import dev.herald.registry.Database;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections of {@link Database} for the container's pool, which {@code web.xml} defines, and for Flyway. The container creates its
 * instance, so its database is a static field.
 */
public final class DatabaseDataSource implements DataSource {

    private static volatile Source pooled = () -> {
        throw new SQLException("Herald has not started yet");
    };

    private final Source source;

    /** Opens connections. */
    interface Source {
        Connection open() throws SQLException;
    }

    /** Called by the container. */
    public DatabaseDataSource() {
        this(() -> pooled.open());
    }

    DatabaseDataSource(Source source) {
        this.source = source;
    }

    /** Sets the database of the container's pool. Must be called before the first connection is requested. */
    static void usePooled(Database database) {
        pooled = database::connect;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source.open();
    }

    /** Ignores the credentials; those in the settings are used. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.open();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("logging is not supported");
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Logging is not supported.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Connections have their own time-outs.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logging is not supported");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
