package dev.herald.registry;

/** The rules on PostgreSQL. */
final class PostgresqlRegistryTest extends RegistryRules {

    @Override
    public DatabaseServer server() {
        return PostgresqlServer.running();
    }
}
