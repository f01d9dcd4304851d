package dev.herald.app;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source without optional features. */
abstract class AbstractDataSource implements DataSource {

    @Override
    public abstract Connection getConnection() throws SQLException;

    /** Ignores the credentials; those in the settings are used. */
    @Override
    public final Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public final PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("logging is not supported");
    }

    @Override
    public final void setLogWriter(PrintWriter out) {
        // Logging is not supported.
    }

    @Override
    public final void setLoginTimeout(int seconds) {
        // Connections have their own time-outs.
    }

    @Override
    public final int getLoginTimeout() {
        return 0;
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logging is not supported");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
