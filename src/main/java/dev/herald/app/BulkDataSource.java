package dev.herald.app;

import dev.herald.registry.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections for long work, each opened when it is asked for. */
final class BulkDataSource extends AbstractDataSource {

    private final Database database;

    BulkDataSource(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.connectForBulk();
    }
}
