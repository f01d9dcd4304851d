package dev.herald.registry;

/** The rules on MariaDB, which represents MySQL too. */
final class MariadbRegistryTest extends RegistryRules {

    @Override
    public DatabaseServer server() {
        return MariadbServer.running();
    }
}
