package dev.herald.app;

import dev.herald.registry.Database;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens the connections of the container's pool, which {@code web.xml} defines. The container creates the instances, so the database is a
 * static field.
 */
public final class PooledDataSource extends AbstractDataSource {

    private static volatile Database database;

    /** Called by the container. */
    public PooledDataSource() {}

    /** Sets the database to connect to. Must be called before the first connection is requested. */
    static void use(Database current) {
        database = current;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Database current = database;
        if (current == null) {
            throw new SQLException("Herald has not started yet");
        }
        return current.connect();
    }
}
