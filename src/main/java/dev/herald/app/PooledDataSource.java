package dev.herald.app;

import dev.herald.registry.Database;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the container's pool gets its connections: the database of the settings, whichever that is. The container makes
 * objects of this class when it likes, so the database is handed to the class.
 */
public final class PooledDataSource extends AbstractDataSource {

    private static volatile Database database;

    /** For the container. */
    public PooledDataSource() {}

    /** Says where connections come from, before the first is needed. */
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
