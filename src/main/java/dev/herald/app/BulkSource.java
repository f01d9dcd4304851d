package dev.herald.app;

import dev.herald.registry.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections for long work, each opened when it is asked for. */
final class BulkSource extends SimpleSource {

    private final Database database;

    BulkSource(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.connectForBulk();
    }
}
