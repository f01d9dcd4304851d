package dev.herald.registry;

import dev.herald.conformance.DeployedHerald;
import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the tracker of a {@link DeployedHerald} that has not started yet an empty PostgreSQL. */
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
