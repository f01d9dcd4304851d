package dev.herald.app;

import dev.herald.registry.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections for migrations, which may take long. */
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
