package dev.herald.app;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that opens connections and knows nothing else; what it is asked beside that it need not answer. */
abstract class AbstractDataSource implements DataSource {

    @Override
    public abstract Connection getConnection() throws SQLException;

    /** The settings know the user better. */
    @Override
    public final Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public final PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public final void setLogWriter(PrintWriter out) {
        // Nothing is logged here.
    }

    @Override
    public final void setLoginTimeout(int seconds) {
        // The connections have time-outs of their own.
    }

    @Override
    public final int getLoginTimeout() {
        return 0;
    }

    @Override
    public final Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("this wraps nothing");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
