package dev.herald.admin.manage;

import dev.herald.registry.MariadbServer;
import dev.herald.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On MariaDB, with a MySQL URL and a password file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ManageOnMariadbIT extends DatabaseRules {

    private static RegistrySettings database;

    @RegisterExtension
    static final ManagedHerald HERALD = new ManagedHerald(ManageOnMariadbIT::settings);

    private static Map<String, String> settings() throws IOException {
        database = MariadbServer.running().fresh();
        Path file = Files.createTempFile("herald-password", "");
        file.toFile().deleteOnExit();
        return Map.of(
                "HERALD_DATABASE_URL", database.url().replace("jdbc:mariadb:", "jdbc:mysql:"),
                "HERALD_DATABASE_USER", database.user(),
                "HERALD_DATABASE_PASSWORD", "another",
                "HERALD_DATABASE_PASSWORD_FILE",
                        Files.writeString(file, database.password() + "\n").toString());
    }

    ManageOnMariadbIT() {
        super(HERALD, () -> database);
    }
}
