package dev.herald.registry;

import dev.herald.conformance.DeployedHerald;
import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Configures a {@link DeployedHerald} before its start with an empty PostgreSQL database. */
final class OnPostgresql implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (DeployedHerald.isInside()) {
            return;
        }
        RegistrySettings database = PostgresqlServer.running().fresh();
        DeployedHerald.set(String.join(
                "\n",
                "herald.database.url=" + database.url(),
                "herald.database.user=" + database.user(),
                "herald.database.password=" + database.password(),
                ""));
    }
}
